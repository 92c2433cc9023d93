//! Shipments: parcels with carrier and tracking number.

mod delivery_note;
mod ship_order;

pub(crate) use delivery_note::keep_delivery_note;
pub use ship_order::ship_order;
