//! The cart of a company: kept on the server, one record per line, so that a cart begun on the phone goes on at the
//! desk and two people never lose a line (`docs/decisions/0007-one-cart-per-company.md`).

mod add_line;
mod cart;
mod cart_count;
mod fill_cart;
mod remove_line;
pub(crate) mod rows;
mod set_line;

pub use add_line::{add_line, add_line_once};
pub use cart::cart;
pub(crate) use cart::{Priced, priced};
pub use cart_count::cart_count;
pub use fill_cart::{fill_cart, undo_fill};
pub use remove_line::remove_line;
pub use set_line::set_line;
