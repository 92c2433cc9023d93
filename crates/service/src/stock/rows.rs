//! The tables `stock` and `warehouse`.

use kontor_domain::stock::{Incoming, StockLevel, Warehouse};
use kontor_domain::{Decimal, Error, PartKey, Quantity, WarehouseId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub struct StockRow {
    pub warehouse: String,
    pub part: String,
    pub on_hand: Decimal,
    pub reserved: Decimal,
    pub backordered: Decimal,
    pub incoming: SerdeWrapper<Vec<Incoming>>,
}

/// A stock record to be made; where there is one already, only what its writer says is changed.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct NewStockRow {
    pub id: RecordId,
    pub warehouse: String,
    pub part: String,
    pub on_hand: Decimal,
    pub reserved: Decimal,
    pub backordered: Decimal,
    pub incoming: SerdeWrapper<Vec<Incoming>>,
}

impl StockRow {
    #[must_use]
    pub fn into_level(self) -> StockLevel {
        StockLevel {
            warehouse: WarehouseId(self.warehouse),
            on_hand: Quantity(self.on_hand),
            reserved: Quantity(self.reserved),
            backordered: Quantity(self.backordered),
            incoming: self.incoming.0,
        }
    }
}

/// The key of a part's stock in a warehouse.
#[must_use]
pub fn key(warehouse: &WarehouseId, part: &PartKey) -> String {
    format!("{warehouse}|{part}")
}

/// The record of a part's stock in a warehouse.
#[must_use]
pub fn id(warehouse: &WarehouseId, part: &PartKey) -> RecordId {
    rid("stock", key(warehouse, part))
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub struct WarehouseRow {
    pub data: SerdeWrapper<Warehouse>,
}

/// All warehouses by position.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn warehouses(kontor: &Kontor) -> Result<Vec<Warehouse>, Error> {
    let rows: Vec<WarehouseRow> =
        kontor.store.rows("SELECT data FROM warehouse", Variables::new()).await.fault()?;
    let mut all: Vec<Warehouse> = rows.into_iter().map(|r| r.data.0).collect();
    all.sort_by_key(|w| w.position);
    Ok(all)
}
