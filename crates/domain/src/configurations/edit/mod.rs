//! A model changed piece by piece, as people do it day by day. Big changes come as a file.

mod choices;
mod examples;
mod groups;
mod machine;
mod rules;
mod settle;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Choice, Condition, Demand, Example, ModelFile};
use crate::{Error, Localized, ModelId};

/// One change of what is worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditModel {
    pub id: ModelId,
    /// What was seen.
    pub version: i64,
    pub edit: ModelEdit,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum ModelEdit {
    Machine {
        name: Localized,
        text: Localized,
        net: Decimal,
        lead_days: u32,
        cost: CostEdit,
    },
    /// Comes last in its group.
    AddChoice {
        group: String,
        choice: Choice,
        cost: CostEdit,
    },
    /// The choice with this code is like this from now on.
    ChangeChoice {
        choice: Choice,
        cost: CostEdit,
    },
    RemoveChoice {
        code: String,
    },
    /// Comes last, and has no choices yet.
    AddGroup {
        group: GroupEdit,
    },
    /// The group with this code is called so from now on.
    ChangeGroup {
        group: GroupEdit,
    },
    RemoveGroup {
        code: String,
    },
    /// Comes last, under a code made of what it is about.
    AddRule {
        when: Condition,
        then: Demand,
        words: Localized,
    },
    /// Of a rule that is there only the words are changed: another condition is another rule.
    ChangeRule {
        code: String,
        words: Localized,
    },
    RemoveRule {
        code: String,
    },
    AddExample {
        example: Example,
    },
    /// By its place: names of examples may occur twice in a file.
    ChangeExample {
        at: usize,
        example: Example,
    },
    RemoveExample {
        at: usize,
    },
}

/// What is told of a group besides its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEdit {
    pub code: String,
    pub name: Localized,
    pub min: u32,
    pub max: u32,
}

/// What is said of what something costs the dealer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "cost", rename_all = "snake_case")]
pub enum CostEdit {
    /// Nothing: what is known stays known. All that may be said by who does not see it.
    #[default]
    Kept,
    Unknown,
    Known {
        net: Decimal,
    },
}

impl ModelEdit {
    /// It says something about costs.
    #[must_use]
    pub fn tells_costs(&self) -> bool {
        match self {
            Self::Machine { cost, .. } | Self::AddChoice { cost, .. } | Self::ChangeChoice { cost, .. } => {
                *cost != CostEdit::Kept
            }
            _ => false,
        }
    }
}

/// The model with the change, free of faults if it was so before. Whether its rules still go together is asked by the importer of
/// all models.
///
/// # Errors
/// [`Error::NotFound`] when there is no such choice, group, rule or example; [`Error::Invalid`] on the fields of the forms: `de`, `text_de`,
/// `text_en`, `net`, `lead_days`, `cost`, `code`, `most`, `max`, `when`, `at_least`, `choice`, `amount`, `name` and `choices`; on `edit` with
/// [`crate::Problem::StandsInTheWay`] for what the rest of the model does not allow.
pub fn edited(file: ModelFile, edit: &ModelEdit) -> Result<ModelFile, Error> {
    match edit {
        ModelEdit::Machine { name, text, net, lead_days, cost } => {
            machine::change(file, name, text, (*net, *lead_days), *cost)
        }
        ModelEdit::AddChoice { group, choice, cost } => choices::add(file, group, choice, *cost),
        ModelEdit::ChangeChoice { choice, cost } => choices::change(file, choice, *cost),
        ModelEdit::RemoveChoice { code } => choices::remove(file, code),
        ModelEdit::AddGroup { group } => groups::add(file, group),
        ModelEdit::ChangeGroup { group } => groups::change(file, group),
        ModelEdit::RemoveGroup { code } => groups::remove(file, code),
        ModelEdit::AddRule { when, then, words } => rules::add(file, when, then, words),
        ModelEdit::ChangeRule { code, words } => rules::change(file, code, words),
        ModelEdit::RemoveRule { code } => rules::remove(file, code),
        ModelEdit::AddExample { example } => examples::add(file, example),
        ModelEdit::ChangeExample { at, example } => examples::change(file, *at, example),
        ModelEdit::RemoveExample { at } => examples::remove(file, *at),
    }
}
