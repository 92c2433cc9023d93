//! What is where, for the desk.

mod levels;

pub use levels::{StockLevels, stock_levels};
