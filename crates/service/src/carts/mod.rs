//! Carts: kept on the server, one record per line, so that a cart begun on the phone goes on at the desk and two people never
//! lose a line. Every company has one that all its buyers share; beside it there are named ones
//! (`docs/decisions/0007-one-cart-per-company.md`, `0021-named-carts.md`).

mod add_line;
mod cart;
mod cart_settings;
mod carts;
mod check_rows;
mod choose_cart;
mod current_cart;
mod delete_cart;
mod fill_cart;
mod make_cart;
mod read_list;
mod remove_line;
mod rename_cart;
mod restore_cart;
pub(crate) mod rows;
mod set_line;
mod share_cart;
mod transfer;

pub use add_line::{add_line, add_line_once};
pub use cart::cart;
pub(crate) use cart::{Priced, priced};
pub use cart_settings::cart_settings;
pub use carts::carts;
pub use check_rows::check_rows;
pub use choose_cart::choose_cart;
pub use current_cart::current_cart;
pub use delete_cart::delete_cart;
pub use fill_cart::{fill_cart, undo_fill};
pub(crate) use make_cart::desk_cart;
pub use make_cart::make_cart;
pub(crate) use read_list::blocking;
pub use read_list::{ListSource, ReadList, read_list};
pub use remove_line::remove_line;
pub use rename_cart::rename_cart;
pub use restore_cart::restore_cart;
pub(crate) use rows::commit;
pub use set_line::set_line;
pub use share_cart::share_cart;
pub use transfer::transfer;
