//! Finding parts: home, search, part page.

mod buy;
mod desk_imports;
mod desk_parts;
mod facets;
mod hits;
mod home;
mod home_page;
mod import_report;
mod imports;
mod marked;
mod own_numbers;
mod own_numbers_page;
mod part;
mod part_page;
mod search;
mod search_box;
mod search_page;
mod suggest;

pub use buy::{AddForm, Adding};
pub use desk_imports::{DeskImportPage, DeskImportsPage};
pub use desk_parts::DeskPartsPage;
pub use home_page::HomePage;
pub use import_report::ShowImport;
pub use imports::Imports;
pub use marked::Marked;
pub use own_numbers::{BroughtNumbers, OwnNumbers, OwnNumbersView};
pub use own_numbers_page::OwnNumbersPage;
pub use part::Part;
pub use part_page::PartPage;
pub use search::Search;
pub use search_box::SearchBox;
pub use search_page::SearchPage;
pub use suggest::Suggest;
