//! Follow-ups: on which day who of the dealer's people comes back to what. Customers never see them.

mod change_follow_up;
mod come_back;
mod follow_ups;
mod make_follow_up;
mod remind;
mod rows;

pub use change_follow_up::change_follow_up;
pub(crate) use come_back::come_back;
pub use follow_ups::{due_count, follow_ups};
pub use make_follow_up::make_follow_up;
pub(crate) use remind::remind;
pub(crate) use rows::{first_of, of_case, state};
