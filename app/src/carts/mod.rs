//! The cart of the company.

mod add_line;
mod cart;
mod cart_page;
mod fill_cart;
mod line;
mod quick;
mod remove_line;
mod set_line;
mod sums;
mod take_successor;

pub use add_line::{AddLine, add_line};
pub use cart::Cart;
pub use cart_page::CartPage;
pub use fill_cart::{FillCart, TakeLine, UndoFill, fill_cart, filled_cart, row_field};
pub use quick::{AddRows, Added, CheckRows, QuickOrder, QuickOrderPage, QuickStart, UndoRows};
pub use remove_line::{PutBack, RemoveLine};
pub use set_line::SetLine;
pub use sums::Sums;
pub use take_successor::TakeSuccessor;
