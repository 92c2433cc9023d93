//! Models as the dealer keeps them: the file they come in, examples that prove their rules, what they cost, and what lists show.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Choices, Compiled, Model};
use crate::{Localized, ModelId, Money};

/// Largest file of a model, in bytes.
pub const MAX_MODEL_BYTES: usize = 2 << 20;
/// The most examples of a model.
pub const MAX_EXAMPLES: usize = 200;

/// A model with everything that belongs to it, as it is imported and exported (JSON).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    pub model: Model,
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Absent for who may not see it, and where none is known; what is kept stays then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
}

/// What a model costs the dealer, net, in euros. Kept apart from the model: no customer's door reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// The machine without choices.
    pub net: Decimal,
    /// One of each, by its code.
    #[serde(default)]
    pub choices: BTreeMap<String, Decimal>,
}

/// A configuration of which it is known what should come of it: a test of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub name: String,
    pub choices: Choices,
    pub expect: Expected,
    /// Its list price, when that is to be tested too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Can be ordered.
    Complete,
    /// Goes together, and something is still to choose.
    Incomplete,
    /// Does not go together.
    Refused,
}

/// What came of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    pub name: String,
    pub expected: Expected,
    pub came: Expected,
    pub expected_net: Option<Money>,
    pub net: Money,
    /// Codes of its choices that the model does not know.
    pub unknown: Vec<String>,
}

impl Tested {
    #[must_use]
    pub fn passed(&self) -> bool {
        self.expected == self.came
            && self.expected_net.is_none_or(|net| net == self.net)
            && self.unknown.is_empty()
    }
}

impl Example {
    /// Puts the example to the test.
    #[must_use]
    pub fn test(&self, engine: &Compiled) -> Tested {
        let answer = engine.answer(&self.choices);
        let came = match (answer.valid(), answer.complete()) {
            (false, _) => Expected::Refused,
            (true, false) => Expected::Incomplete,
            (true, true) => Expected::Complete,
        };
        let unknown = self.choices.0.keys().filter(|code| engine.model().choice(code).is_none());
        Tested {
            name: self.name.clone(),
            expected: self.expect,
            came,
            expected_net: self.net.map(Money::eur),
            net: answer.net,
            unknown: unknown.cloned().collect(),
        }
    }
}

/// Where a model stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelState {
    /// Never released.
    Draft,
    /// Customers configure it.
    Offered,
    /// Taken out of sale; configurations that have it stay readable.
    Withdrawn,
}

/// A model in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSummary {
    pub id: ModelId,
    pub number: String,
    pub name: Localized,
    pub text: Localized,
    /// From this list price on, net.
    pub net: Money,
    pub lead_days: u32,
    /// How many choices there are.
    pub choices: u32,
    pub state: ModelState,
    /// Of the latest release; 0 before the first one.
    pub version: u32,
    /// Something is not released yet. Customers are not told.
    pub unreleased: bool,
}

/// A model as the desk works on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskModel {
    pub summary: ModelSummary,
    /// What is worked on: not released yet, or the latest release.
    pub model: Model,
    pub examples: Vec<Example>,
    /// What came of the examples, in their order.
    pub tested: Vec<Tested>,
    /// Codes of choices that can never be had.
    pub never_possible: Vec<String>,
    /// What the release would change, in the reader's words.
    pub changes: Vec<String>,
    /// Absent for who may not see them.
    pub costs: Option<Costs>,
    /// The file, to be changed and sent back.
    pub file: String,
    /// Counts up with every change; a command that carries an old one is refused.
    pub version: i64,
}

/// Import a model, or what is to become its next release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportModel {
    /// JSON of a [`ModelFile`].
    pub file: String,
    /// What was read before it was changed; absent to take whatever is there, as programs do.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Release what is worked on, take out of sale, or offer again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepModel {
    pub id: ModelId,
    pub version: i64,
    pub step: ModelStep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelStep {
    Release,
    Withdraw,
    Offer,
}

impl ModelStep {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "release" => Some(Self::Release),
            "withdraw" => Some(Self::Withdraw),
            "offer" => Some(Self::Offer),
            _ => None,
        }
    }
}
