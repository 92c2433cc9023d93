//! The table `price`: one record per list and part, with all its tiers and periods.

use kontor_domain::PartKey;
use kontor_domain::pricing::PriceEntry;
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, rid};
use serde::{Deserialize, Serialize};

/// `data` of a price record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PriceData {
    pub entries: Vec<PriceEntry>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub struct PriceRow {
    pub list: String,
    pub part: String,
    pub data: SerdeWrapper<PriceData>,
}

/// A price record to be made or, where there is one already, its new data.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct NewPriceRow {
    pub id: RecordId,
    pub list: String,
    pub part: String,
    pub data: SerdeWrapper<PriceData>,
}

/// The record of a part's prices in a list.
#[must_use]
pub fn id(list: &str, part: &PartKey) -> RecordId {
    rid("price", format!("{list}|{part}"))
}
