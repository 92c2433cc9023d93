//! Stock: one record per part and warehouse. What is promised from it is decided by `kontor_domain::stock`.

mod levels;
mod put_warehouses;
mod reserve;
pub mod rows;
mod save_branch;
mod set_stock;

pub use levels::levels;
pub use put_warehouses::put_warehouses;
pub(crate) use reserve::{arrived, put_back, release, reserve};
pub use save_branch::save_branch;
pub use set_stock::set_stock;
