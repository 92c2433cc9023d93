//! Cases: the page of a case on both sides, and what is heard of it live.

pub mod live;
mod open_case;
mod open_case_page;

pub use open_case::{OpenCase, open_case};
pub use open_case_page::OpenCasePage;
