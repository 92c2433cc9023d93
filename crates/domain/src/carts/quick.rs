//! Quick order: a list of numbers and quantities, checked row by row before anything goes into the cart.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::AddLine;
use crate::catalog::{Availability, PartCode};
use crate::{Money, PartKey, Problem, Quantity, Unit};

/// The longest list that is checked at once.
pub const MAX_ROWS: usize = 2_000;
/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 5 * 1024 * 1024;
/// The longest text of one cell that is kept; no number is as long.
pub const MAX_CELL_CHARS: usize = 120;

/// A row as it stands in the form: text, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuickRow {
    /// Where it stands in the list, 1-based.
    #[serde(default)]
    pub line: u32,
    pub number: String,
    /// Empty means one minimum quantity.
    #[serde(default)]
    pub quantity: String,
    /// The part that the person chose among several with this number.
    #[serde(default)]
    pub part: Option<PartKey>,
    /// Why the row could not be read from its file.
    #[serde(default)]
    pub unreadable: Option<Problem>,
}

/// How the number led to the part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "via", rename_all = "snake_case")]
pub enum Via {
    /// It is the dealer's number, in whatever writing.
    Number,
    /// The company's own number.
    Own,
    /// Somebody else's number of the same part; `source` may be empty.
    Cross { source: String },
}

/// A part that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub part: PartKey,
    pub number: String,
    /// In the reader's language.
    pub name: String,
}

/// The part of a row with the customer's price and the day it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickPart {
    pub key: PartKey,
    pub number: String,
    /// In the reader's language.
    pub name: String,
    pub via: Via,
    pub unit: Unit,
    pub minimum: Quantity,
    pub step: Quantity,
    pub code: PartCode,
    /// Net, for one unit at the row's quantity; absent when it is on request.
    pub price: Option<Money>,
    pub availability: Availability,
    /// What replaces it, when it is no longer sold.
    pub successor: Option<Candidate>,
}

/// A row, looked at. It may go into the cart when it has no problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    pub row: QuickRow,
    pub part: Option<QuickPart>,
    /// What the row asks for; absent when its quantity cannot be read.
    pub quantity: Option<Quantity>,
    /// Net amount of the row.
    pub amount: Option<Money>,
    /// Everything that is wrong with it, the most important first.
    pub problems: Vec<Problem>,
    /// The quantity that would be right.
    pub proposal: Option<Quantity>,
    /// What an ambiguous number may mean; for an unknown one what looks like it.
    pub candidates: Vec<Candidate>,
}

impl CheckedRow {
    #[must_use]
    pub fn clean(&self) -> bool {
        self.problems.is_empty() && self.part.is_some() && self.quantity.is_some()
    }

    /// The row as a line for the cart, when it is clean.
    #[must_use]
    pub fn line(&self) -> Option<AddLine> {
        match (&self.part, self.quantity) {
            (Some(part), Some(quantity)) if self.clean() => {
                Some(AddLine { part: part.key.clone(), quantity })
            }
            _ => None,
        }
    }

    /// The row with the one repair that needs no choice: the proposed quantity, or the successor. Nothing when there is
    /// none.
    #[must_use]
    pub fn repaired(&self, shown: impl Fn(Quantity) -> String) -> Option<QuickRow> {
        let part = self.part.as_ref()?;
        if let Some(successor) = &part.successor {
            let row = &self.row;
            return Some(QuickRow { number: successor.number.clone(), part: None, ..row.clone() });
        }
        let proposal = self.proposal?;
        Some(QuickRow { quantity: shown(proposal), ..self.row.clone() })
    }
}

/// Names the rows whose part stands in an earlier row, in the row that comes later. Called again after every repair, in the
/// browser too.
pub fn mark_doubles(rows: &mut [CheckedRow]) {
    let mut seen: HashMap<PartKey, u32> = HashMap::new();
    for row in rows {
        row.problems.retain(|p| !matches!(p, Problem::AlreadyInLine { .. }));
        let Some(part) = &row.part else { continue };
        match seen.get(&part.key) {
            Some(line) => row.problems.push(Problem::AlreadyInLine { line: *line }),
            None => {
                seen.insert(part.key.clone(), row.row.line);
            }
        }
    }
}

/// Puts the quantities of doubled parts into their first rows and takes the later ones out, in the order of the list.
/// Rows whose quantity cannot be read stay.
#[must_use]
pub fn merged(rows: &[CheckedRow], shown: impl Fn(Quantity) -> String) -> Vec<QuickRow> {
    let mut out: Vec<(QuickRow, Option<Quantity>)> = Vec::with_capacity(rows.len());
    let mut first: HashMap<&PartKey, usize> = HashMap::new();
    for row in rows {
        let key = row.part.as_ref().map(|p| &p.key);
        match (key.and_then(|k| first.get(k)), row.quantity) {
            (Some(&at), Some(more)) if out[at].1.is_some() => {
                let sum = Quantity(out[at].1.map_or(more.0, |have| have.0 + more.0));
                out[at].1 = Some(sum);
                out[at].0.quantity = shown(sum);
            }
            _ => {
                if let Some(key) = key {
                    first.entry(key).or_insert(out.len());
                }
                out.push((row.row.clone(), row.quantity));
            }
        }
    }
    out.into_iter().map(|(row, _)| row).collect()
}

/// A repair of one row or of all; the value of its button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Every proposed quantity and every successor, and doubled parts put together. Choices stay with the person.
    All,
    /// The proposed quantity.
    Quantity(u32),
    Successor(u32),
    /// One of several parts with the number, or one that looks like it.
    Take(u32, PartKey),
    /// Put with the earlier row of the same part.
    Merge(u32),
    Remove(u32),
}

impl Fix {
    /// As a button says it: `take:3:HY-4711.20-F`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Quantity(line) => format!("quantity:{line}"),
            Self::Successor(line) => format!("successor:{line}"),
            Self::Take(line, part) => format!("take:{line}:{part}"),
            Self::Merge(line) => format!("merge:{line}"),
            Self::Remove(line) => format!("remove:{line}"),
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        if code == "all" {
            return Some(Self::All);
        }
        let (kind, rest) = code.split_once(':')?;
        if kind == "take" {
            let (line, part) = rest.split_once(':')?;
            return Some(Self::Take(line.parse().ok()?, PartKey::new(part)));
        }
        let line = rest.parse().ok()?;
        Some(match kind {
            "quantity" => Self::Quantity(line),
            "successor" => Self::Successor(line),
            "merge" => Self::Merge(line),
            "remove" => Self::Remove(line),
            _ => return None,
        })
    }
}

/// The rows after a repair, to be checked again. `shown` writes a quantity as the person would type it.
#[must_use]
pub fn fixed(rows: &[CheckedRow], fix: &Fix, shown: impl Fn(Quantity) -> String + Copy) -> Vec<QuickRow> {
    let one = |line: u32, change: &dyn Fn(&CheckedRow) -> Option<QuickRow>| {
        rows.iter()
            .map(|r| (r.row.line == line).then(|| change(r)).flatten().unwrap_or_else(|| r.row.clone()))
            .collect()
    };
    match fix {
        Fix::All => {
            // Successors first: they may be doubles of other rows. What is merged has quantities that can be read.
            let changed: Vec<CheckedRow> = rows
                .iter()
                .map(|r| CheckedRow {
                    row: r.repaired(shown).unwrap_or_else(|| r.row.clone()),
                    quantity: r.proposal.filter(|_| r.repaired(shown).is_some()).or(r.quantity),
                    ..r.clone()
                })
                .collect();
            merged(&changed, shown)
        }
        Fix::Quantity(line) => {
            one(*line, &|r| r.proposal.map(|q| QuickRow { quantity: shown(q), ..r.row.clone() }))
        }
        Fix::Successor(line) => one(*line, &|r| {
            let successor = r.part.as_ref()?.successor.as_ref()?;
            Some(QuickRow { number: successor.number.clone(), part: None, unreadable: None, ..r.row.clone() })
        }),
        Fix::Take(line, part) => one(*line, &|r| {
            let chosen = r.candidates.iter().find(|c| c.part == *part)?;
            let row = QuickRow { part: Some(part.clone()), unreadable: None, ..r.row.clone() };
            // The number was right and means several; what only looks like it is another number.
            let ambiguous = r.problems.contains(&Problem::AmbiguousPart);
            Some(if ambiguous { row } else { QuickRow { number: chosen.number.clone(), ..row } })
        }),
        Fix::Merge(line) => {
            let Some(part) = rows.iter().find(|r| r.row.line == *line).and_then(|r| r.part.as_ref()) else {
                return one(*line, &|_| None);
            };
            let others = |r: &CheckedRow| r.part.as_ref().is_none_or(|p| p.key != part.key);
            let these: Vec<CheckedRow> = rows
                .iter()
                .map(|r| if others(r) { CheckedRow { part: None, ..r.clone() } } else { r.clone() })
                .collect();
            merged(&these, shown)
        }
        Fix::Remove(line) => rows.iter().filter(|r| r.row.line != *line).map(|r| r.row.clone()).collect(),
    }
}

/// A line of a list that was not taken as a row: headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedLine {
    pub line: u32,
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::AvailabilityState;

    fn row(line: u32, part: &str, quantity: i64) -> CheckedRow {
        let part = QuickPart {
            key: PartKey::new(part),
            number: part.into(),
            name: String::new(),
            via: Via::Number,
            unit: Unit::Piece,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            code: PartCode::Normal,
            price: None,
            availability: Availability {
                state: AvailabilityState::InStock,
                free: Quantity::ZERO,
                place: String::new(),
                date: None,
                warehouses: vec![],
                incoming: Quantity::ZERO,
            },
            successor: None,
        };
        CheckedRow {
            row: QuickRow {
                line,
                number: part.number.clone(),
                quantity: quantity.to_string(),
                ..Default::default()
            },
            part: Some(part),
            quantity: Some(Quantity::of(quantity)),
            amount: None,
            problems: vec![],
            proposal: None,
            candidates: vec![],
        }
    }

    #[test]
    fn a_part_that_stands_there_twice_is_named_in_the_later_row_only() {
        let mut rows = [row(1, "A", 2), row(2, "B", 1), row(3, "A", 5)];
        mark_doubles(&mut rows);
        assert!(rows[0].clean() && rows[1].clean());
        assert_eq!(rows[2].problems, [Problem::AlreadyInLine { line: 1 }]);
        mark_doubles(&mut rows[1..]);
        assert!(rows[2].clean(), "the first one is gone");
    }

    #[test]
    fn a_repair_is_what_its_button_says() {
        for fix in [
            Fix::All,
            Fix::Quantity(3),
            Fix::Successor(1),
            Fix::Take(2, PartKey::new("A:B")),
            Fix::Merge(4),
            Fix::Remove(5),
        ] {
            assert_eq!(Fix::parse(&fix.code()), Some(fix));
        }
        assert_eq!(Fix::parse("sell:1"), None);
        assert_eq!(Fix::parse("remove:x"), None);
    }

    #[test]
    fn repairs_change_their_row_only() {
        let shown = |q: Quantity| q.0.to_string();
        let mut rows = [row(1, "A", 3), row(2, "B", 1), row(3, "A", 4), row(4, "B", 2)];
        rows[1].proposal = Some(Quantity::of(10));
        let told = |fix: Fix| -> Vec<String> {
            fixed(&rows, &fix, shown).iter().map(|r| format!("{} {}", r.number, r.quantity)).collect()
        };
        assert_eq!(told(Fix::Quantity(2)), ["A 3", "B 10", "A 4", "B 2"]);
        assert_eq!(told(Fix::Merge(3)), ["A 7", "B 1", "B 2"]);
        assert_eq!(told(Fix::Remove(1)), ["B 1", "A 4", "B 2"]);
        assert_eq!(told(Fix::All), ["A 7", "B 12"]);
        assert_eq!(told(Fix::Take(1, PartKey::new("FORGED"))), ["A 3", "B 1", "A 4", "B 2"]);
        rows[0].candidates =
            vec![Candidate { part: PartKey::new("C"), number: "C".into(), name: String::new() }];
        assert_eq!(fixed(&rows, &Fix::Take(1, PartKey::new("C")), shown)[0].number, "C");
        rows[0].problems = vec![Problem::AmbiguousPart];
        let chosen = &fixed(&rows, &Fix::Take(1, PartKey::new("C")), shown)[0];
        assert_eq!((chosen.number.as_str(), &chosen.part), ("A", &Some(PartKey::new("C"))));
    }

    #[test]
    fn merging_keeps_every_piece() {
        let rows = [row(1, "A", 2), row(2, "B", 1), row(3, "A", 5), row(4, "A", 1)];
        let merged = merged(&rows, |q| q.0.to_string());
        let told: Vec<_> = merged.iter().map(|r| (r.number.as_str(), r.quantity.as_str())).collect();
        assert_eq!(told, [("A", "8"), ("B", "1")]);
    }
}
