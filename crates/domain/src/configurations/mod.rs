//! Configurations: models, the rules between their choices, and what is kept of what somebody chose.

mod answer;
mod check;
mod compiled;
mod model;
#[cfg(test)]
mod properties;
mod repair;
mod words;

pub use answer::{Answer, Bite, Taken, Why};
pub use check::{MAX_AMOUNT, MAX_CHOICES, MAX_RULES, ModelFault, Wrong, check};
pub use compiled::Compiled;
pub use model::{Choice, Choices, Condition, Demand, Group, Model, Rule};
pub use repair::{Change, Contradiction, Repair, carried_over};
