//! Cases: the thread that holds configuration, offer, order and what follows together.

mod door;
mod enter;
mod open_case;
pub(crate) mod rows;

pub use door::{Door, door};
pub(crate) use enter::enter;
pub use open_case::open_case;
