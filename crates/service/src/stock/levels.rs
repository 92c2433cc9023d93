//! What of a part is where, for the desk.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::stock::{StockLevel, WarehouseStock};
use kontor_domain::{Error, PartKey, Quantity};
use kontor_store::Variables;

use super::rows::{StockRow, id};
use crate::Kontor;
use crate::catalog::rows::records;
use crate::fault::Fault as _;

/// Every warehouse by position, also those that never had the part: on hand, reserved, backordered, incoming. Read by key.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Desk`]. A part that does not exist is nowhere.
pub async fn levels(kontor: &Kontor, actor: &Actor, part: &PartKey) -> Result<Vec<WarehouseStock>, Error> {
    actor.require(Right::Desk)?;
    let warehouses = kontor.warehouses().await?;
    let mut vars = Variables::new();
    vars.insert("ids", records(warehouses.iter().map(|w| id(&w.id, part))));
    let sql = "SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $ids";
    let rows: Vec<StockRow> = kontor.store.rows(sql, vars).await.fault()?;
    let mut levels: Vec<StockLevel> = rows.into_iter().map(StockRow::into_level).collect();
    Ok(warehouses
        .iter()
        .map(|w| {
            let at = levels.iter().position(|l| l.warehouse == w.id);
            let level = at.map_or_else(
                || StockLevel {
                    warehouse: w.id.clone(),
                    on_hand: Quantity::ZERO,
                    reserved: Quantity::ZERO,
                    backordered: Quantity::ZERO,
                    incoming: Vec::new(),
                },
                |at| levels.swap_remove(at),
            );
            WarehouseStock { name: w.name.clone(), level }
        })
        .collect())
}
