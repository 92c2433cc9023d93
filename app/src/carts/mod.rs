//! Carts: the shared one of the company, and named ones.

mod add_line;
mod cart;
mod cart_page;
mod cart_settings;
mod carts_page;
mod choose_cart;
mod delete_cart;
mod fill_cart;
mod line;
mod list_carts;
mod make_cart;
mod manage_page;
mod quick;
mod remove_line;
mod rename_cart;
mod restore_cart;
mod set_line;
mod share_cart;
mod sums;
mod take_successor;
mod transfer;

use kontor_domain::CartId;

pub use add_line::{AddLine, add_line};
pub use cart::Cart;
pub use cart_page::CartPage;
pub use cart_settings::AskCartSettings;
pub use carts_page::CartsPage;
pub use choose_cart::ChooseCart;
pub use delete_cart::DeleteCart;
pub use fill_cart::{FillCart, TakeLine, UndoFill, fill_cart, filled_cart, row_field};
pub use list_carts::AskCarts;
pub use make_cart::MakeCart;
pub use manage_page::ManageCartPage;
pub use quick::{AddRows, Added, CheckRows, QuickOrder, QuickOrderPage, QuickStart};
pub use remove_line::{PutBack, RemoveLine};
pub use rename_cart::RenameCart;
pub use restore_cart::RestoreCart;
pub use set_line::SetLine;
pub use share_cart::ShareCart;
pub use sums::{DepositLine, Sums, SurchargeLine};
pub use take_successor::TakeSuccessor;
pub use transfer::TransferLines;

/// The cart that a form names; nothing for the one in which the person works.
#[must_use]
pub fn named(cart: &CartId) -> Option<&CartId> {
    (!cart.as_str().is_empty()).then_some(cart)
}

/// The page of a cart.
#[must_use]
pub fn path_of(cart: &CartId) -> String {
    crate::ui::Query::default().with("cart", cart.as_str()).on("/cart")
}

/// Where a cart is shared, arranged and deleted.
#[must_use]
pub fn manage_path(cart: &CartId) -> String {
    format!("/carts/{cart}")
}
