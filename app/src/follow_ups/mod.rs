//! Follow-ups: the due list of the desk, those of a case and of a customer, and the reader's own in a calendar.

mod calendar;
mod case_follow_ups;
mod change_follow_up;
mod company_follow_ups;
mod due;
mod due_page;
mod follow_ups;
mod item;
mod make_calendar;
mod make_follow_up;
mod make_form;
mod revoke_calendar;

pub use case_follow_ups::CaseFollowUps;
pub use change_follow_up::ChangeFollowUp;
pub use company_follow_ups::CompanyFollowUps;
pub use due::AskDue;
pub use due_page::DeskFollowUpsPage;
pub use follow_ups::{FollowUps, follow_ups};
pub use make_calendar::MakeCalendar;
pub use make_follow_up::MakeFollowUp;
pub use revoke_calendar::RevokeCalendar;
