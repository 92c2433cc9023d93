//! Prices: the lists as they are kept, and the price of a part for a customer (the rule itself is
//! `kontor_domain::pricing`).

pub mod rows;
mod set_prices;
mod terms;

pub use set_prices::set_prices;
pub use terms::Terms;

/// The list everybody has.
pub const BASE_LIST: &str = "list";
