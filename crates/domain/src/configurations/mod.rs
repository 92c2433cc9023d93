//! Configurations: models, the rules between their choices, and what is kept of what somebody chose.

mod answer;
mod catalogue;
mod check;
mod compiled;
mod model;
mod models_differ;
#[cfg(test)]
mod properties;
mod repair;
mod words;

pub use answer::{Answer, Bite, Taken, Why};
pub use catalogue::{
    Costs, DeskModel, Example, Expected, ImportModel, MAX_EXAMPLES, MAX_MODEL_BYTES, ModelFile, ModelState,
    ModelStep, ModelSummary, StepModel, Tested,
};
pub use check::{MAX_AMOUNT, MAX_CHOICES, MAX_RULES, ModelFault, Wrong, check};
pub use compiled::Compiled;
pub use model::{Choice, Choices, Condition, Demand, Group, Model, Rule};
pub use models_differ::differences_of_models;
pub use repair::{Change, Contradiction, Repair, carried_over};
