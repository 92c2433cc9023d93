//! The catalogue: parts, categories, search, imports.

mod begin_import;
pub mod hits;
mod import;
mod import_list;
mod import_now;
mod import_pass;
mod import_rows;
mod index;
mod part;
mod put_categories;
mod put_parts;
mod reindex;
mod retry_import;
pub mod rows;
mod run_import;
mod search;
mod suggest;
pub mod uploads;

pub use begin_import::begin_import;
pub use import::import;
pub use import_list::{import_report, imports};
pub use import_now::import_now;
pub(crate) use import_pass::Stop as ImportStop;
pub(crate) use import_rows::give_up as give_up_import;
pub use index::index_parts;
pub use part::part;
pub use put_categories::put_categories;
pub use put_parts::{PartCounts, put_parts};
pub use reindex::reindex;
pub use retry_import::retry_import;
pub(crate) use run_import::{note_failure as note_import_failure, run_import};
pub use search::search;
pub use suggest::suggest;
