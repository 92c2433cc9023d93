//! What may be wrong with a model's data, whatever its rules say.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Condition, Demand, Model};
use crate::{Decimal, Language};

/// The most choices and rules of a model: a file with more is a mistake.
pub const MAX_CHOICES: usize = 2_000;
pub const MAX_RULES: usize = 5_000;
/// The most of one choice in a machine.
pub const MAX_AMOUNT: u32 = 999;
/// How deep conditions may be nested.
const MAX_DEPTH: u32 = 8;

/// Where in the model something is wrong: `groups[2].choices[0].code`, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelFault {
    pub path: String,
    pub wrong: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum Wrong {
    Missing,
    /// Letters, digits, `-`, `_` and `.`, at most 40.
    NotACode,
    Twice {
        code: String,
    },
    UnknownChoice {
        code: String,
    },
    /// `min` over `max`, or more than there are choices.
    Limits,
    /// An amount in a group of which one is chosen, or too large a number.
    Amount,
    Negative,
    TooMany {
        max: u32,
    },
    TooDeep,
}

impl Wrong {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match self {
            Self::Missing => l.pick("fehlt", "is missing").into(),
            Self::NotACode => l
                .pick("ist kein Kürzel (Buchstaben, Ziffern, - _ .)", "is no code (letters, digits, - _ .)")
                .into(),
            Self::Twice { code } => format!("{code} {}", l.pick("kommt schon vor", "occurs already")),
            Self::UnknownChoice { code } => {
                format!("{code} {}", l.pick("gibt es nicht in diesem Modell", "does not exist in this model"))
            }
            Self::Limits => {
                l.pick("passt nicht zur Zahl der Möglichkeiten", "does not fit the number of choices").into()
            }
            Self::Amount => l.pick("ist keine mögliche Menge", "is no possible amount").into(),
            Self::Negative => l.pick("darf nicht kleiner als null sein", "must not be less than zero").into(),
            Self::TooMany { max } => format!("{} {max}", l.pick("mehr als", "more than")),
            Self::TooDeep => l.pick("ist zu tief geschachtelt", "is nested too deeply").into(),
        }
    }
}

/// Everything that is wrong, in the order of the file.
#[must_use]
pub fn check(model: &Model) -> Vec<ModelFault> {
    let mut faults = Faults::default();
    if model.name.is_empty() {
        faults.add("name".into(), Wrong::Missing);
    }
    if model.net.amount < Decimal::ZERO {
        faults.add("net".into(), Wrong::Negative);
    }
    if model.groups.is_empty() {
        faults.add("groups".into(), Wrong::Missing);
    }
    let count: usize = model.groups.iter().map(|g| g.choices.len()).sum();
    for (path, count, max) in [("groups", count, MAX_CHOICES), ("rules", model.rules.len(), MAX_RULES)] {
        if count > max {
            faults.add(path.into(), Wrong::TooMany { max: u32::try_from(max).unwrap_or(u32::MAX) });
        }
    }
    let (mut groups, mut choices) = (BTreeSet::new(), BTreeSet::new());
    for (g, group) in model.groups.iter().enumerate() {
        let at = format!("groups[{g}]");
        faults.code(&at, &group.code, &mut groups);
        if group.name.is_empty() {
            faults.add(format!("{at}.name"), Wrong::Missing);
        }
        let most = u32::try_from(group.choices.len()).unwrap_or(u32::MAX);
        if group.max == 0 || group.min > group.max || group.min > most {
            faults.add(format!("{at}.max"), Wrong::Limits);
        }
        for (c, choice) in group.choices.iter().enumerate() {
            let at = format!("{at}.choices[{c}]");
            faults.code(&at, &choice.code, &mut choices);
            if choice.name.is_empty() {
                faults.add(format!("{at}.name"), Wrong::Missing);
            }
            if choice.most == 0 || choice.most > if group.single() { 1 } else { MAX_AMOUNT } {
                faults.add(format!("{at}.most"), Wrong::Amount);
            }
        }
    }
    let mut rules = BTreeSet::new();
    for (r, rule) in model.rules.iter().enumerate() {
        let at = format!("rules[{r}]");
        faults.code(&at, &rule.code, &mut rules);
        faults.condition(&format!("{at}.when"), &rule.when, &choices, 0);
        let then = format!("{at}.then");
        match &rule.then {
            Demand::Requires { what } => faults.condition(&format!("{then}.what"), what, &choices, 0),
            Demand::Excludes { choices: of } | Demand::AtMost { choices: of, .. } => {
                if of.is_empty() {
                    faults.add(format!("{then}.choices"), Wrong::Missing);
                }
                for (i, code) in of.iter().enumerate() {
                    faults.known(format!("{then}.choices[{i}]"), code, &choices);
                }
            }
            Demand::Adds { choice, amount } => {
                faults.known(format!("{then}.choice"), choice, &choices);
                let most = model.choice(choice).map_or(MAX_AMOUNT, |(_, c)| c.most);
                if *amount == 0 || *amount > most {
                    faults.add(format!("{then}.amount"), Wrong::Amount);
                }
            }
            Demand::Suggests { choice } => faults.known(format!("{then}.choice"), choice, &choices),
        }
    }
    faults.0
}

#[derive(Default)]
struct Faults(Vec<ModelFault>);

impl Faults {
    fn add(&mut self, path: String, wrong: Wrong) {
        self.0.push(ModelFault { path, wrong });
    }

    fn code<'a>(&mut self, at: &str, code: &'a str, seen: &mut BTreeSet<&'a str>) {
        let path = || format!("{at}.code");
        let fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if code.is_empty() {
            self.add(path(), Wrong::Missing);
        } else if code.len() > 40 || !code.chars().all(fine) {
            self.add(path(), Wrong::NotACode);
        } else if !seen.insert(code) {
            self.add(path(), Wrong::Twice { code: code.to_owned() });
        }
    }

    fn known(&mut self, path: String, code: &str, choices: &BTreeSet<&str>) {
        if !choices.contains(code) {
            self.add(path, Wrong::UnknownChoice { code: code.to_owned() });
        }
    }

    fn condition(&mut self, at: &str, condition: &Condition, choices: &BTreeSet<&str>, depth: u32) {
        if depth > MAX_DEPTH {
            return self.add(at.to_owned(), Wrong::TooDeep);
        }
        match condition {
            Condition::Chosen { choice, at_least } => {
                self.known(format!("{at}.choice"), choice, choices);
                if *at_least == 0 || *at_least > MAX_AMOUNT {
                    self.add(format!("{at}.at_least"), Wrong::Amount);
                }
            }
            Condition::All { of } | Condition::Any { of } => {
                for (i, inner) in of.iter().enumerate() {
                    self.condition(&format!("{at}.of[{i}]"), inner, choices, depth + 1);
                }
            }
            Condition::Not { of } => self.condition(&format!("{at}.of"), of, choices, depth + 1),
        }
    }
}
