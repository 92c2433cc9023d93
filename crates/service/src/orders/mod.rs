//! Orders: placing with reservation, lists, the steps of the desk.

pub(crate) mod arrive;
mod cancel_order;
mod confirm_order;
mod open_case;
mod order;
mod orders;
mod pick_order;
mod place_order;
pub mod rows;

pub use cancel_order::cancel_order;
pub use confirm_order::confirm_order;
pub use open_case::open_case;
pub use order::order;
pub use orders::orders;
pub use pick_order::pick_order;
pub use place_order::{place_lines, place_order};
