//! The parts: numbers, names, codes, categories, attributes, and what a page shows of them.

mod data;
mod number;
pub mod own;
mod view;

pub use data::{Attribute, Category, CrossReference, PartCode, PartData, VatCategory};
pub use number::PartNumber;
pub use view::{
    Availability, AvailabilityState, BeginImport, Facet, FacetValue, ImportMode, ImportPreview, ImportReport,
    ImportRowError, ImportState, ImportSummary, ImportView, PartHit, PartView, PriceTag, SearchAnswer,
    SearchQuery, TierPrice,
};
