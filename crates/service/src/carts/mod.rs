//! The cart of a company: kept on the server, one record per line, so that a cart begun on the phone goes on at the
//! desk and two people never lose a line (`docs/decisions/0007-one-cart-per-company.md`).

mod add_line;
mod add_rows;
mod cart;
mod cart_count;
mod check_rows;
mod fill_cart;
mod read_list;
mod remove_line;
pub(crate) mod rows;
mod set_line;
mod undo_rows;

pub use add_line::{add_line, add_line_once};
pub use add_rows::add_rows;
pub use cart::cart;
pub(crate) use cart::{Priced, priced};
pub use cart_count::cart_count;
pub use check_rows::check_rows;
pub use fill_cart::{fill_cart, undo_fill};
pub(crate) use read_list::blocking;
pub use read_list::{ListSource, ReadList, read_list};
pub use remove_line::remove_line;
pub use set_line::set_line;
pub use undo_rows::undo_rows;
