//! Parcels.

mod delivery_note_page;
mod desk_ship;
mod ship_order;

pub use delivery_note_page::DeliveryNotePage;
pub use desk_ship::DeskShip;
pub use ship_order::ShipOrder;
