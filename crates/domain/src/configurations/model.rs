//! Models that can be configured: groups of choices, and the rules between them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Localized, ModelId, Money};

/// Prices of models are euros: `"18900.00"`.
mod euros {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Money;

    pub fn serialize<S: Serializer>(money: &Money, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&money.amount, to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        <Decimal as Deserialize>::deserialize(from).map(Money::eur)
    }
}

/// A machine that is configured: what there is to choose, and what goes together. Holds list prices only; what things cost
/// the dealer is kept apart from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub id: ModelId,
    /// Counts up with every release, whatever a file says. Old versions stay.
    #[serde(default)]
    pub version: u32,
    /// The maker's designation: `KB 18`.
    pub number: String,
    pub name: Localized,
    #[serde(default)]
    pub text: Localized,
    /// List price without choices, net. In files a plain number of euros.
    #[serde(with = "euros")]
    pub net: Money,
    /// Working days from the order to the delivery, without choices.
    pub lead_days: u32,
    pub groups: Vec<Group>,
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// Things of which some are chosen: between `min` and `max` different ones. With `max` 1 it is "one of".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub code: String,
    pub name: Localized,
    #[serde(default)]
    pub text: Localized,
    /// So many have to be chosen before the configuration is complete.
    #[serde(default)]
    pub min: u32,
    pub max: u32,
    pub choices: Vec<Choice>,
}

impl Group {
    /// One excludes the other: radio buttons.
    #[must_use]
    pub const fn single(&self) -> bool {
        self.max == 1
    }
}

/// Something that can be chosen. Its code is unique within the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    /// The maker's number, as it is ordered.
    #[serde(default)]
    pub number: String,
    pub name: Localized,
    #[serde(default)]
    pub text: Localized,
    /// What one of it adds to the list price, net; less than zero takes away.
    #[serde(with = "euros")]
    pub net: Money,
    /// Working days that the machine takes longer with it. Of several choices the longest counts: they are made side by side.
    #[serde(default)]
    pub lead_days: u32,
    /// The most of it in one machine; 1 for what is there or not.
    #[serde(default = "one")]
    pub most: u32,
    /// Path of a picture below `/media`; empty without one.
    #[serde(default)]
    pub picture: String,
}

const fn one() -> u32 {
    1
}

/// When the condition holds, so must the demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub code: String,
    pub when: Condition,
    pub then: Demand,
    /// Why, in the dealer's words; without them the rule says what it demands.
    #[serde(default)]
    pub words: Localized,
}

/// Something about what is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Condition {
    Chosen {
        choice: String,
        #[serde(default = "one")]
        at_least: u32,
    },
    /// Of none: always.
    All {
        of: Vec<Condition>,
    },
    /// Of none: never.
    Any {
        of: Vec<Condition>,
    },
    Not {
        of: Box<Condition>,
    },
}

impl Condition {
    #[must_use]
    pub fn chosen(choice: &str) -> Self {
        Self::Chosen { choice: choice.to_owned(), at_least: 1 }
    }

    /// Holds whatever is chosen.
    #[must_use]
    pub const fn always() -> Self {
        Self::All { of: Vec::new() }
    }
}

/// What a rule wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub enum Demand {
    /// This must hold too.
    Requires { what: Condition },
    /// None of these.
    Excludes { choices: Vec<String> },
    /// The program adds it by itself.
    Adds {
        choice: String,
        #[serde(default = "one")]
        amount: u32,
    },
    /// Chosen as long as nobody chooses anything in its group.
    Suggests { choice: String },
    /// No more than so many of these together, counted in pieces.
    AtMost { choices: Vec<String>, most: u32 },
}

/// What somebody chose: how many of which choice. Zero is "no, not that", and differs from not having said anything only
/// where something is suggested.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(pub BTreeMap<String, u32>);

impl Choices {
    /// One of each.
    #[must_use]
    pub fn of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        Self(codes.into_iter().map(|code| (code.to_owned(), 1)).collect())
    }

    #[must_use]
    pub fn amount(&self, code: &str) -> u32 {
        self.0.get(code).copied().unwrap_or(0)
    }

    /// Chooses so many of one in `group`; in a group of which one is chosen the others go.
    pub fn choose(&mut self, group: &Group, code: &str, amount: u32) {
        if group.single() {
            self.clear(group);
        }
        self.0.insert(code.to_owned(), amount);
    }

    /// Chooses nothing of a group, also nothing that would be suggested.
    pub fn clear(&mut self, group: &Group) {
        for choice in &group.choices {
            self.0.insert(choice.code.clone(), 0);
        }
    }

    /// What one group has of it.
    #[must_use]
    pub fn in_group(&self, group: &Group) -> BTreeMap<String, u32> {
        let of = |c: &Choice| self.0.get(&c.code).map(|n| (c.code.clone(), *n));
        group.choices.iter().filter_map(of).collect()
    }
}

impl Model {
    #[must_use]
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.code == code)
    }

    /// A choice with its group.
    #[must_use]
    pub fn choice(&self, code: &str) -> Option<(&Group, &Choice)> {
        self.groups.iter().find_map(|g| g.choices.iter().find(|c| c.code == code).map(|c| (g, c)))
    }
}
