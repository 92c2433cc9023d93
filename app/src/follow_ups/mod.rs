//! Follow-ups: the due list of the desk, and those of a case.

mod case_follow_ups;
mod change_follow_up;
mod due_page;
mod follow_ups;
mod item;
mod make_follow_up;
mod make_form;

pub use case_follow_ups::CaseFollowUps;
pub use change_follow_up::ChangeFollowUp;
pub use due_page::DeskFollowUpsPage;
pub use follow_ups::FollowUps;
pub use make_follow_up::MakeFollowUp;
