//! Configurations: models, the rules between their choices, and what is kept of what somebody chose.

mod answer;
mod catalogue;
mod check;
mod commands;
mod compiled;
mod edit;
mod kept;
mod model;
mod models_differ;
#[cfg(test)]
mod properties;
mod repair;
mod standing;
mod versions;
mod views;
mod words;

pub use answer::{Answer, Bite, Taken, Why};
pub use catalogue::{
    Costs, DeskModel, Example, Expected, ImportModel, MAX_EXAMPLES, MAX_MODEL_BYTES, ModelFile, ModelState,
    ModelStep, ModelSummary, StepModel, Tested,
};
pub use check::{MAX_AMOUNT, MAX_CHOICES, MAX_RULES, ModelFault, Wrong, check};
pub use commands::{BeginConfiguration, ChangeConfiguration, GroupPicks, Pick, Saved};
pub use compiled::Compiled;
pub use edit::{CostEdit, EditModel, GroupEdit, ModelEdit, edited};
pub use kept::{ConfigurationState, Difference, Kept, KeptLine, MAX_MACHINES, MAX_NAME, differences};
pub use model::{Choice, Choices, Condition, Demand, Group, Model, Rule};
pub use models_differ::differences_of_models;
pub use repair::{Change, Contradiction, Repair, carried_over};
pub use standing::{
    GroupStanding, OptionStanding, Proposal, Standing, chosen, kept, propose, put, sent, standing,
};
pub use versions::{Comparison, Side, SideView, VersionList, VersionView};
pub use views::{ConfigurationFilter, ConfigurationSummary, ConfigurationView, NewerModel};
