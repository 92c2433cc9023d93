//! The demonstration company and its catalogue: **Hallmann Baumaschinen `GmbH`, Ulm**, dealer of the
//! fictional maker *Kestrel*. Pure: no files, no clock, no chance but the seed; the same seed gives the same parts
//! on every machine, and part `i` is computed from `i` alone, so that a million parts need no more memory than one.
//!
//! All companies, people, machines, makers and numbers are invented.

#![allow(clippy::inconsistent_digit_grouping, reason = "amounts are cents: 62_00 is 62.00 EUR")]
#![allow(clippy::wildcard_imports, reason = "a drawing uses most of the pens")]

mod catalogue;
mod categories;
mod chance;
mod documents;
mod fixed;
mod kinds;
mod machines;
mod models;
mod people;
mod pictures;

pub use catalogue::{DEFAULT_PARTS, DEFAULT_SEED, DemoCatalogue, DemoPart};
pub use categories::categories;
pub use documents::{DemoDocument, DemoPaper, KB_27, KB_220, KB_220_SECOND, RL_60, documents};
pub use fixed::FIXED_NUMBERS;
pub use kinds::{Kind, kinds};
pub use machines::{DemoMachine, machines};
pub use models::models;
pub use people::{
    DEMO_PASSWORD, DemoCompany, DemoDealer, DemoGroup, DemoPerson, DemoPrice, DemoWarehouse, companies,
    customer_groups, dealer, discount_groups, own_numbers, people, warehouses,
};
pub use pictures::{picture, picture_at, picture_slugs};
