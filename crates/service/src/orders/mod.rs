//! Orders: placing with reservation, lists, the steps of the desk.

mod amend;
mod answer_expedite;
mod approval;
mod approvals;
pub(crate) mod arrive;
pub(crate) mod budget;
mod cancel_line;
mod cancel_order;
mod choose;
mod confirm_order;
mod decide_approval;
mod open_case;
mod order;
mod orders;
mod outlook;
mod pick_order;
mod place_order;
pub(crate) mod promise;
pub(crate) mod remind;
pub mod rows;
mod ruling;
mod substitutes;

pub use answer_expedite::answer_expedite;
pub use approvals::{approval_count, approvals};
pub use cancel_line::cancel_line;
pub use cancel_order::cancel_order;
pub use choose::choose;
pub use confirm_order::confirm_order;
pub use decide_approval::{approval_voice, approve_order, reject_order};
pub use open_case::open_case;
pub use order::order;
pub use orders::orders;
pub use outlook::outlook;
pub use pick_order::pick_order;
pub use place_order::{place_lines, place_order};
