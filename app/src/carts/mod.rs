//! The cart of the company.

mod add_line;
mod cart;
mod cart_page;
mod line;
mod quick;
mod remove_line;
mod set_line;
mod sums;
mod take_successor;

pub use add_line::{AddLine, add_line};
pub use cart::Cart;
pub use cart_page::CartPage;
pub use quick::{AddRows, Added, CheckRows, QuickOrder, QuickOrderPage, QuickStart, UndoRows};
pub use remove_line::{PutBack, RemoveLine};
pub use set_line::SetLine;
pub use sums::Sums;
pub use take_successor::TakeSuccessor;
