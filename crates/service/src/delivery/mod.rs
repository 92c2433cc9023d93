//! Delivery: services and their tariffs, and what the delivery of a cart costs.

mod offers;
mod rows;
mod save;
mod tariffs;
mod way;

pub use offers::{delivery_offers, delivery_options};
pub(crate) use rows::kept;
pub use save::{put_tariffs, remove_service, save_service, save_zones};
pub use tariffs::tariffs;
pub(crate) use way::{Way, handed_over, roads};
