//! The small kit on native elements. Classes and markup are those of `style/gallery.html`.

mod address;
mod alert;
mod browser;
mod crumbs;
mod empty;
mod failed;
mod field;
mod form;
mod letter;
mod money;
mod page;
mod pager;
mod part_cells;
mod part_no;
mod picture;
mod quantity;
mod state;
mod toasts;

pub use address::{Query, use_query};
pub use alert::Alert;
pub use browser::{Fields, focus, go_to_page, pause};
pub use crumbs::Crumbs;
pub use empty::Empty;
pub use failed::{Failed, NotFound};
pub use field::{Field, FieldError, TextArea, field_error, field_key};
pub use form::{Sending, TryAgain, kept};
pub use letter::Letter;
pub use money::{quantity_words, shown, stepped};
pub use page::Page;
pub use pager::Pager;
pub use part_cells::{LineHead, PartCells};
pub use part_no::{CaseNo, Copy, PartNo};
pub use picture::Picture;
pub use quantity::Stepper;
pub use state::{Availability, OrderPill, availability_words, order_tone};
pub use toasts::{ToastRegion, Toasts};
