//! The types and rules of Kontor: pure, without input or output, without a clock, the same on the server
//! and in the browser. Everything time- or chance-dependent comes in as an argument.
//!
//! The modules are the *rooms* of the house (see `docs/ARCHITECTURE.md`); every other layer uses the same names.

pub mod accounts;
pub mod calendar;
pub mod carts;
pub mod case;
pub mod cases;
pub mod catalog;
pub mod configurations;
pub mod delivery;
mod digest;
pub mod documents;
pub mod error;
pub mod events;
pub mod follow_ups;
pub mod format;
pub mod forms;
pub mod hooks;
pub mod ids;
pub mod language;
pub mod lists;
pub mod machines;
pub mod mail;
pub mod money;
pub mod orders;
pub mod outbox;
pub mod page;
pub mod payments;
pub mod photos;
pub mod pricing;
pub mod quantity;
pub mod quotes;
pub mod recurring;
pub mod returns;
pub mod seals;
pub mod shipments;
pub mod signatures;
pub mod stock;

pub use digest::digest;
pub use error::{Error, FieldError, Problem};
pub use ids::*;
pub use jiff::civil::Date;
pub use language::{Language, Localized};
pub use money::Money;
pub use quantity::{Quantity, Unit};
pub use rust_decimal::{Decimal, RoundingStrategy};
