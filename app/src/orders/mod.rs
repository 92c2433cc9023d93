//! Checkout, orders, confirmation.

mod cancel;
mod cancel_order;
mod case_page;
mod checkout;
mod checkout_page;
mod open_case;
mod order;
mod order_lines;
mod order_page;
mod order_print_page;
mod order_table;
mod orders;
mod orders_page;
mod place_order;

pub use cancel_order::CancelOrder;
pub use case_page::CasePage;
pub use checkout::Checkout;
pub use checkout_page::CheckoutPage;
pub use open_case::OpenCase;
pub use order::{Order, order};
pub use order_lines::OrderLines;
pub use order_page::{OrderPage, OrderShipments, OrderSteps, OrderTimeline};
pub use order_print_page::{OrderPrintPage, PrintBar};
pub use order_table::OrderTable;
pub use orders::{Orders, orders};
pub use orders_page::OrdersPage;
pub use place_order::PlaceOrder;
