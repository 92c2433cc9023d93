//! Holding stock for orders and letting it go again, in the transaction of the order.

use std::collections::BTreeMap;

use kontor_domain::stock::Allocation;
use kontor_domain::{Decimal, PartKey, Quantity, WarehouseId};
use kontor_store::types::Object;
use kontor_store::{SerdeWrapper, SurrealValue as _, Tx, rid};

use super::rows::{NewStockRow, id, key};

/// Takes every line's stock under its guard (`stock`): what is not there cannot be reserved. Lines on the same record
/// are taken together.
pub(crate) fn reserve<'a>(tx: &mut Tx, lines: impl IntoIterator<Item = (&'a PartKey, &'a Allocation)>) {
    let mut held = Vec::new();
    let mut late = Vec::new();
    for (key, sum) in sums(lines) {
        if sum.reserve.is_zero() {
            late.push(sum.into_row(&key));
        } else {
            held.push((key, sum.into_object()));
        }
    }
    tx.guarded_all(
        "stock",
        held,
        "reserved += {of}.reserve, backordered += {of}.backorder",
        "on_hand - reserved >= {of}.reserve",
        "stock",
    );
    // Nothing is taken from the shelf, so nothing needs a guard; the record may not exist yet.
    tx.insert_or_update("stock", late, "backordered += $input.backordered");
}

/// Gives back what the open part of the lines holds.
pub(crate) fn release<'a>(tx: &mut Tx, lines: impl IntoIterator<Item = (&'a PartKey, &'a Allocation)>) {
    let rows = sums(lines).into_iter().map(|(key, sum)| (key, sum.into_object())).collect();
    tx.guarded_all(
        "stock",
        rows,
        "reserved -= {of}.reserve, backordered -= {of}.backorder",
        "reserved >= {of}.reserve AND backordered >= {of}.backorder",
        "stock",
    );
}

/// What was waited for lies on the shelf now and becomes the order's, under the same guard (`stock`) as [`reserve`].
pub(crate) fn arrived(tx: &mut Tx, warehouse: &WarehouseId, part: &PartKey, quantity: Quantity) {
    let quantity = tx.bind(quantity.0);
    tx.guarded(
        id(warehouse, part),
        &format!("reserved += {quantity}, backordered -= {quantity}"),
        &format!("on_hand - reserved >= {quantity} AND backordered >= {quantity}"),
        "stock",
    );
}

/// What an order takes from one record.
struct Sum {
    warehouse: String,
    part: String,
    reserve: Decimal,
    backorder: Decimal,
}

impl Sum {
    fn into_row(self, key: &str) -> NewStockRow {
        NewStockRow {
            id: rid("stock", key),
            warehouse: self.warehouse,
            part: self.part,
            on_hand: Decimal::ZERO,
            reserved: Decimal::ZERO,
            backordered: self.backorder,
            incoming: SerdeWrapper(Vec::new()),
        }
    }

    fn into_object(self) -> Object {
        let mut object = Object::new();
        object.insert("reserve", self.reserve.into_value());
        object.insert("backorder", self.backorder.into_value());
        object
    }
}

/// By record, in the order of the records, so that two orders never wait for each other.
fn sums<'a>(lines: impl IntoIterator<Item = (&'a PartKey, &'a Allocation)>) -> BTreeMap<String, Sum> {
    let mut sums = BTreeMap::new();
    for (part, Allocation { warehouse, reserve, backorder }) in lines {
        let sum = sums.entry(key(warehouse, part)).or_insert_with(|| Sum {
            warehouse: warehouse.to_string(),
            part: part.to_string(),
            reserve: Decimal::ZERO,
            backorder: Decimal::ZERO,
        });
        sum.reserve += reserve.0;
        sum.backorder += backorder.0;
    }
    sums
}
