//! Payment by card and direct debit: paying, stored methods, refunds, and what Stripe reports.
//!
//! How it holds together: an attempt to pay is written down before Stripe hears of it, with a number that is part of the
//! idempotency key and of the reference at Stripe. Whoever comes later (another click, the outbox after a crash, an event)
//! reads at Stripe what became of it and writes that down under the payment's version. A state is only written when it was
//! read at Stripe after the version it replaces, so that messages may come late, twice and in any order.

mod catch_up;
mod change_method;
mod charge;
mod concerns;
mod finish_payment;
mod give_back;
mod handle_event;
mod look;
mod methods;
mod pay_with_stored;
mod refund_payment;
mod remove_method;
pub(crate) mod rows;
mod settle_concern;
mod start_payment;
mod store_method;
mod stripe;
mod unpaid;
mod work;

pub use catch_up::catch_up;
pub use change_method::change_method;
pub use concerns::concerns;
pub use finish_payment::finish_payment;
pub(crate) use give_back::give_back;
pub use handle_event::handle_event;
pub use methods::methods;
pub use pay_with_stored::pay_with_stored;
pub(crate) use pay_with_stored::usable;
pub use refund_payment::refund_payment;
pub use remove_method::remove_method;
pub use settle_concern::settle_concern;
pub use start_payment::{Started, start_payment};
pub use store_method::{finish_method, store_method};
pub use stripe::connect;
pub(crate) use unpaid::{pay_by, unpaid, watch};
pub(crate) use work::{look_again, work};
