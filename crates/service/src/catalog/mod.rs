//! The catalogue: parts, categories, search, imports.

pub mod hits;
mod import;
mod import_list;
mod index;
mod part;
mod put_categories;
mod put_parts;
mod reindex;
pub mod rows;
mod search;
mod suggest;

pub use import::import;
pub use import_list::{import_report, imports};
pub use index::index_parts;
pub use part::part;
pub use put_categories::put_categories;
pub use put_parts::{PartCounts, put_parts};
pub use reindex::reindex;
pub use search::search;
pub use suggest::suggest;
