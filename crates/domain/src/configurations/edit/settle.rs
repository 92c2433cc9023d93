//! What is wrong with a change: said of the fields that were typed, and of what else in the model does not allow it.

use rust_decimal::Decimal;

use super::super::{Model, ModelFile, check};
use crate::{Error, FieldError, Localized, Problem};

/// No machine is dearer: what is more is a slip, and sums of it would not fit any more.
pub(super) const MOST_NET: Decimal = Decimal::from_parts(99_999_999, 0, 0, false, 0);
/// Nothing is waited for longer, in working days.
const MOST_DAYS: u32 = 9_999;
/// The longest name and the longest text, in characters.
const LONGEST_NAME: u32 = 200;
const LONGEST_TEXT: u32 = 4_000;

/// What was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    fields: Vec<FieldError>,
    in_the_way: Vec<Localized>,
}

impl Typed {
    pub fn wrong(&mut self, field: &str, problem: Problem) {
        if self.fields.iter().all(|known| known.field != field) {
            self.fields.push(FieldError { field: field.to_owned(), problem });
        }
    }

    /// Something else in the model.
    pub fn in_the_way(&mut self, what: Localized) {
        if !self.in_the_way.contains(&what) {
            self.in_the_way.push(what);
        }
    }

    pub fn long(&mut self, field: &str, text: &str) {
        self.at_most(field, text, LONGEST_NAME);
    }

    fn at_most(&mut self, field: &str, text: &str, max: u32) {
        if text.chars().count() > max as usize {
            self.wrong(field, Problem::TooLong { max });
        }
    }

    pub fn words(&mut self, name: &Localized, text: &Localized) {
        if name.is_empty() {
            self.wrong("de", Problem::Required);
        }
        self.long("de", &name.de);
        self.long("en", &name.en);
        self.text(text);
    }

    pub fn text(&mut self, text: &Localized) {
        self.at_most("text_de", &text.de, LONGEST_TEXT);
        self.at_most("text_en", &text.en, LONGEST_TEXT);
    }

    pub fn amounts(&mut self, net: Decimal, lead_days: u32) {
        if net.abs() > MOST_NET {
            self.wrong("net", Problem::TooMuch);
        }
        if lead_days > MOST_DAYS {
            self.wrong("lead_days", Problem::AtMost { max: MOST_DAYS });
        }
    }

    pub fn cost(&mut self, net: Decimal) -> Decimal {
        if net < Decimal::ZERO {
            self.wrong("cost", Problem::NotPositive);
        } else if net > MOST_NET {
            self.wrong("cost", Problem::TooMuch);
        }
        net
    }
}

/// The file, if nothing is wrong with it. `own` is the place in the model of what was typed; `-` where that is nowhere. Everything else
/// that is wrong was right before, so it is named as `before` had it.
pub(super) fn settle(
    before: &Model,
    file: ModelFile,
    own: &str,
    mut typed: Typed,
) -> Result<ModelFile, Error> {
    for fault in check(&file.model) {
        match fault.path.strip_prefix(own).and_then(field) {
            Some(name) => typed.wrong(name, Problem::ModelFault { wrong: fault.wrong }),
            None => typed.in_the_way(before.named_place(&fault)),
        }
    }
    if !typed.in_the_way.is_empty() {
        let what = std::mem::take(&mut typed.in_the_way);
        typed.wrong("edit", Problem::StandsInTheWay { what });
    }
    if typed.fields.is_empty() { Ok(file) } else { Err(Error::Invalid { fields: typed.fields }) }
}

/// The field of a form for a place within what it changes.
fn field(rest: &str) -> Option<&'static str> {
    Some(match rest {
        "code" => "code",
        "name" => "de",
        "net" => "net",
        "most" => "most",
        "max" => "max",
        "when.choice" => "when",
        "when.at_least" => "at_least",
        "then.choice" | "then.choices[0]" | "then.what.choice" => "choice",
        "then.amount" | "then.what.at_least" => "amount",
        _ => return None,
    })
}
