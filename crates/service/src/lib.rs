//! The use cases of Kontor: one module per room, one file per operation, the SurrealQL of a room beside it.
//!
//! Every operation takes the [`Kontor`] (what the program has), the `Actor` (who acts) and a command, and answers a view
//! or the one `Error` of the house. It authorises first, then loads, decides with `kontor_domain`, and writes data,
//! event and outbox in one transaction through [`change::Change`].

// The embedded engine's future is deep; optimised builds look through all of it.
#![recursion_limit = "256"]

pub mod accounts;
pub mod carts;
pub mod cases;
pub mod catalog;
pub mod change;
pub mod clock;
pub mod configurations;
pub mod delivery;
pub mod documents;
pub mod fault;
pub mod follow_ups;
pub mod forms;
pub mod hooks;
pub mod ids;
pub mod kontor;
mod letters;
pub mod limits;
pub mod lists;
pub mod live;
pub mod machines;
pub mod mail;
mod memory;
pub mod models;
mod newest;
pub mod orders;
pub mod outbox;
pub mod payments;
pub mod photos;
pub mod pricing;
pub mod quotes;
pub mod recurring;
pub mod returns;
pub mod seals;
pub mod shipments;
pub mod signatures;
pub mod stock;
mod timeline;

pub use clock::Clock;
pub use ids::Ids;
pub use kontor::{Kontor, Settings};
pub use kontor_domain as domain;
