//! Shipments: parcels with carrier and tracking number.

mod ship_order;

pub use ship_order::ship_order;
