//! Quick order: a list is checked row by row, repaired in place, and put into the cart.

mod add_rows;
mod camera;
mod check_rows;
mod page;
mod quick_order;
mod row;
mod scan;

pub use add_rows::AddRows;
pub use check_rows::CheckRows;
pub use page::QuickOrderPage;
pub use quick_order::{Added, QuickOrder, QuickStart};
