//! The desk: the dealer's back office under `/desk`. Its frame, its keys and its command palette; the pages themselves are
//! in the rooms (`orders/desk_queue.rs` and so on).

mod counts;
mod failed;
mod find;
mod find_page;
mod frame;
mod help;
mod keys;
mod palette;
mod rail;
mod routes;
mod session;
mod set_keys;

pub use counts::{DeskCount, DeskCounts, DeskCountsFn};
pub use failed::{DeskFailed, DeskProblem};
pub use find::{DeskFind, DeskFound, DeskPart};
pub use find_page::FindPage;
pub use frame::DeskFrame;
pub use keys::{RowKeys, row_id, row_keys, when_key};
pub use routes::DeskRoutes;
pub use session::{Desk, DeskSession, DeskSessionFn, use_desk};
pub use set_keys::SetKeys;
