//! Prices: the lists as they are kept, and the price of a part for a customer (the rule itself is
//! `kontor_domain::pricing`).

mod answer_price;
mod ask_price;
mod decline_price;
pub(crate) mod notations;
mod price_requests;
mod request_rows;
pub mod rows;
mod set_prices;
mod terms;
mod why_price;
mod withdraw_price;

pub use answer_price::answer_price;
pub use ask_price::ask_price;
pub use decline_price::decline_price;
pub use notations::{notations, set_notations};
pub use price_requests::{price_request, price_requests};
pub(crate) use request_rows::latest_request;
pub use set_prices::set_prices;
pub use terms::Terms;
pub use why_price::why_price;
pub use withdraw_price::withdraw_price;

/// The list everybody has.
pub const BASE_LIST: &str = "list";
