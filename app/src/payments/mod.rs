//! Paying: the choice at checkout, the state on the order, the company's methods, refunds. Plain forms throughout: the way
//! leads to another site and back, and works without WebAssembly.

mod change_method;
mod choice;
mod concerns;
mod desk_payment;
mod desk_payments;
mod finish_method;
mod finish_payment;
mod methods;
mod methods_section;
mod order_payment;
mod pay_with_stored;
mod refund_payment;
mod remove_method;
mod return_pages;
mod settle_concern;
mod start_payment;
mod store_method;

pub use change_method::ChangeMethod;
pub use choice::PayChoice;
pub use concerns::{Concerns, concerns};
pub use desk_payment::DeskPayment;
pub use desk_payments::DeskPaymentsPage;
pub use finish_method::FinishMethod;
pub use finish_payment::FinishPayment;
pub use methods::{Methods, MethodsResource, methods};
pub use methods_section::MethodsSection;
pub use order_payment::{OrderPayment, payment_tone};
pub use pay_with_stored::PayWithStored;
pub use refund_payment::RefundPayment;
pub use remove_method::RemoveMethod;
pub use return_pages::{MethodStoredPage, PaidPage};
pub use settle_concern::SettleConcern;
pub use start_payment::StartPayment;
pub use store_method::StoreMethod;
