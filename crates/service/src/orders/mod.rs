//! Orders: placing with reservation, lists, the steps of the desk.

mod approval;
mod approvals;
pub(crate) mod arrive;
pub(crate) mod budget;
mod cancel_order;
mod confirm_order;
mod decide_approval;
mod open_case;
mod order;
mod orders;
mod outlook;
mod pick_order;
mod place_order;
mod remind;
pub mod rows;
mod ruling;

pub use approvals::{approval_count, approvals};
pub use cancel_order::cancel_order;
pub use confirm_order::confirm_order;
pub use decide_approval::{approval_voice, approve_order, reject_order};
pub use open_case::open_case;
pub use order::order;
pub use orders::orders;
pub use outlook::outlook;
pub use pick_order::pick_order;
pub(crate) use place_order::{check, place_recurring};
pub use place_order::{place_lines, place_order};
pub(crate) use remind::remind;
