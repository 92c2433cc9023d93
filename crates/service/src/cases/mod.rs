//! Cases: the thread that holds configuration, offer, order and what follows together.

mod enter;
mod open_case;
pub(crate) mod rows;

pub(crate) use enter::enter;
pub use open_case::open_case;
