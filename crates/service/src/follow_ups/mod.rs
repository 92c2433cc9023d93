//! Follow-ups: on which day who of the dealer's people comes back to what. Customers never see them.

mod calendar;
mod change_follow_up;
mod come_back;
mod feed;
mod follow_up;
mod follow_ups;
mod make_calendar;
mod make_follow_up;
mod remind;
mod revoke_calendar;
mod rows;

pub use calendar::calendar;
pub use change_follow_up::change_follow_up;
pub(crate) use come_back::come_back;
pub use feed::my_calendar;
pub use follow_up::follow_up;
pub use follow_ups::{due_count, follow_ups};
pub use make_calendar::make_calendar;
pub use make_follow_up::make_follow_up;
pub(crate) use remind::remind;
pub use revoke_calendar::revoke_calendar;
pub(crate) use rows::{first_of, of_case, state};
