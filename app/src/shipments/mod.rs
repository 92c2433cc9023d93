//! Parcels.

mod delivery_note_page;

pub use delivery_note_page::DeliveryNotePage;
