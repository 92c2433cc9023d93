//! Returns and claims: announced by the customer with a preview, received and decided by the desk, credited; and the ledger of
//! core deposits.

mod add_photo;
mod core_ledger;
mod cores;
mod counter;
mod decide_return;
mod goods_return;
mod of_order;
mod photo;
mod receive_return;
mod request_return;
#[expect(clippy::module_inception, reason = "the list of the room is named like the room, as everywhere")]
mod returns;
pub(crate) mod rows;
mod start_return;
mod taken;
mod withdraw_return;

pub use add_photo::{add_photo, may_add_photo};
pub use core_ledger::core_ledger;
pub(crate) use cores::charge;
pub use decide_return::decide_return;
pub use goods_return::goods_return;
pub use of_order::of_order;
pub use photo::photo;
pub use receive_return::receive_return;
pub use request_return::request_return;
pub use returns::returns;
pub use start_return::start_return;
pub use withdraw_return::withdraw_return;

/// How often everything is decided anew when somebody else wrote the same lines, numbers or payment meanwhile.
const ATTEMPTS: usize = 12;
