//! What was filled in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Column, ElementKind, MAX_FORM_PHOTOS, MAX_LINE, MAX_ROWS, MAX_TEXT, Value};
use crate::machines::serial;
use crate::photos::Photo;
use crate::{Date, Decimal, Language, PartKey, Problem};

/// By code of the element.
pub type Answers = BTreeMap<String, Answer>;

/// One answer, as its element's kind wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Answer {
    Text(String),
    Number(Decimal),
    Date(Date),
    /// Codes of what was chosen, in the order of the template.
    Choice(Vec<String>),
    YesNo(bool),
    Check {
        mark: Mark,
        #[serde(default)]
        comment: String,
        #[serde(default)]
        photos: Vec<Photo>,
    },
    Photos(Vec<Photo>),
    /// By code of the column, row by row.
    Table(Vec<BTreeMap<String, Answer>>),
    Part {
        part: PartKey,
        number: String,
        name: String,
    },
    /// Serial number.
    Machine(String),
}

/// How a point of a checklist was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    InOrder,
    NotAcceptable,
    NotThere,
}

impl Mark {
    pub const ALL: [Self; 3] = [Self::InOrder, Self::NotAcceptable, Self::NotThere];

    /// As expressions name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InOrder => "in_order",
            Self::NotAcceptable => "not_acceptable",
            Self::NotThere => "not_there",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::InOrder => l.pick("In Ordnung", "In order"),
            Self::NotAcceptable => l.pick("Nicht in Ordnung", "Not acceptable"),
            Self::NotThere => l.pick("Nicht vorhanden", "Not there"),
        }
    }
}

impl Answer {
    /// Is anything answered? Blank text, an empty choice and an empty table are not.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Text(text) | Self::Machine(text) => !text.trim().is_empty(),
            Self::Choice(codes) => !codes.is_empty(),
            Self::Photos(photos) => !photos.is_empty(),
            Self::Table(rows) => rows.iter().any(|row| row.values().any(Self::is_filled)),
            Self::Part { number, .. } => !number.is_empty(),
            Self::Number(_) | Self::Date(_) | Self::YesNo(_) | Self::Check { .. } => true,
        }
    }

    /// What an expression reads of it.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            _ if !self.is_filled() => Value::Nothing,
            Self::Text(text) | Self::Machine(text) | Self::Part { number: text, .. } => {
                Value::Text(text.clone())
            }
            Self::Number(number) => Value::Number(*number),
            Self::Date(date) => Value::Date(*date),
            Self::YesNo(yes) => Value::Truth(*yes),
            Self::Check { mark, .. } => Value::Text(mark.code().to_owned()),
            Self::Choice(codes) => match codes.as_slice() {
                [one] => Value::Text(one.clone()),
                _ => Value::Nothing,
            },
            Self::Photos(_) | Self::Table(_) => Value::Nothing,
        }
    }

    /// The photos it names.
    #[must_use]
    pub fn photos(&self) -> &[Photo] {
        match self {
            Self::Check { photos, .. } | Self::Photos(photos) => photos,
            _ => &[],
        }
    }

    /// What no draft may hold: an answer of another kind, or larger than there is room for. By the part of the element it is about.
    #[must_use]
    pub fn misfits(&self, kind: &ElementKind) -> Vec<(String, Problem)> {
        let mut out = Vec::new();
        self.look(kind, "", true, &mut out);
        out
    }

    /// What is wrong with it, by the part of the element it is about: see [`super::ElementStanding::problems`]. A draft may hold what
    /// is only not right yet; nobody signs it.
    #[must_use]
    pub fn fits(&self, kind: &ElementKind) -> Vec<(String, Problem)> {
        let mut out = Vec::new();
        self.look(kind, "", false, &mut out);
        out
    }

    fn look(&self, kind: &ElementKind, at: &str, only_misfits: bool, out: &mut Vec<(String, Problem)>) {
        let mut wrong = |part: &str, problem| out.push((joined(at, part), problem));
        match (self, kind) {
            (Self::Text(text), ElementKind::Text { long }) => {
                let max = if *long { MAX_TEXT } else { MAX_LINE };
                if text.chars().count() > max as usize {
                    wrong("", Problem::TooLong { max });
                }
            }
            (Self::Number(number), ElementKind::Number { decimals, min, max, .. }) if !only_misfits => {
                if number.normalize().scale() > *decimals {
                    wrong("", Problem::DecimalsAtMost { max: *decimals });
                }
                if min.is_some_and(|min| *number < min) || max.is_some_and(|max| *number > max) {
                    wrong("", Problem::NotWithin { min: *min, max: *max });
                }
            }
            (Self::Choice(codes), ElementKind::Choice { options, many }) => {
                let unknown = codes.iter().any(|code| options.iter().all(|o| o.code != *code));
                let twice = codes.iter().enumerate().any(|(i, code)| codes[..i].contains(code));
                if unknown {
                    wrong("", Problem::NotACode);
                } else if twice {
                    wrong("", Problem::Duplicate);
                } else if codes.len() > 1 && !many {
                    wrong("", Problem::AtMost { max: 1 });
                }
            }
            (Self::Check { mark, comment, photos }, ElementKind::Check) => {
                let bad = *mark == Mark::NotAcceptable && !only_misfits;
                if comment.chars().count() > MAX_TEXT as usize {
                    wrong("comment", Problem::TooLong { max: MAX_TEXT });
                } else if bad && comment.trim().is_empty() {
                    wrong("comment", Problem::Required);
                }
                if photos.len() > MAX_FORM_PHOTOS {
                    wrong("photos", Problem::TooManyPhotos { max: size(MAX_FORM_PHOTOS) });
                } else if bad && photos.is_empty() {
                    wrong("photos", Problem::Required);
                }
            }
            (Self::Photos(photos), ElementKind::Photos { most }) => {
                if photos.len() > *most as usize {
                    wrong("", Problem::TooManyPhotos { max: *most });
                }
            }
            (Self::Table(rows), ElementKind::Table { columns }) => {
                if rows.len() > MAX_ROWS {
                    wrong("", Problem::TooManyRows { max: size(MAX_ROWS) });
                }
                for (i, row) in rows.iter().take(MAX_ROWS).enumerate() {
                    for (code, answer) in row {
                        let place = joined(at, &format!("rows[{i}].{code}"));
                        match columns.iter().find(|column| column.code == *code) {
                            None => out.push((place, Problem::UnknownColumn)),
                            // Reckoned anew each time: what a device reckoned does no harm.
                            Some(Column { kind: ElementKind::Calculated { .. }, .. }) => {}
                            Some(column) => answer.look(&column.kind, &place, only_misfits, out),
                        }
                    }
                }
            }
            (Self::Part { part, number, name }, ElementKind::Part) => {
                let long =
                    [part.as_str(), number, name].iter().any(|t| t.chars().count() > MAX_LINE as usize);
                if long {
                    wrong("", Problem::TooLong { max: MAX_LINE });
                }
            }
            (Self::Machine(text), ElementKind::Machine) if !text.is_empty() => {
                if let Err(problem) = serial(text) {
                    wrong("", problem);
                }
            }
            (Self::Number(_), ElementKind::Number { .. })
            | (Self::Date(_), ElementKind::Date)
            | (Self::YesNo(_), ElementKind::YesNo)
            | (Self::Machine(_), ElementKind::Machine) => {}
            _ => wrong("", Problem::WrongAnswer),
        }
    }
}

fn joined(at: &str, part: &str) -> String {
    match (at, part) {
        ("", part) => part.to_owned(),
        (at, "") => at.to_owned(),
        (at, part) => format!("{at}.{part}"),
    }
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
