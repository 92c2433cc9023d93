//! Cases: the page of a case on both sides, the lists, and what is heard of a case live.

mod case;
mod case_page;
mod cases;
mod cases_page;
mod change_case;
pub mod live;
mod manage;
mod open_case;
mod open_case_page;
mod talk;
mod write;

pub use case::Case;
pub use case_page::{CasePage, DeskCasePage};
pub use cases::Cases;
pub use cases_page::{CasesPage, DeskCasesPage};
pub use change_case::ChangeCase;
pub(crate) use manage::PersonSelect;
pub use open_case::OpenCase;
pub use open_case_page::OpenCasePage;
pub use write::{WriteMessage, WriteNote};
