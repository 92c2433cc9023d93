//! The catalogue: parts, categories, search, imports.

pub mod hits;
mod import;
mod import_list;
mod index;
mod own_numbers;
mod own_rows;
mod part;
mod put_categories;
mod put_parts;
mod read_pairs;
mod reindex;
mod resolve;
pub mod rows;
mod search;
mod set_own_numbers;
mod suggest;

pub use import::import;
pub use import_list::{import_report, imports};
pub use index::index_parts;
pub use own_numbers::own_numbers;
pub use part::part;
pub use put_categories::put_categories;
pub use put_parts::{PartCounts, put_parts};
pub use read_pairs::{PairList, read_pairs};
pub use reindex::reindex;
pub(crate) use resolve::{Meaning, Way, resolve};
pub use search::search;
pub use set_own_numbers::set_own_numbers;
pub use suggest::suggest;
