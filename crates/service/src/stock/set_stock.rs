//! Sets what is on the shelf and on its way, as the dealer's warehouse system reports it.

use kontor_domain::accounts::{Actor, Right, Who};
use kontor_domain::events::Happened;
use kontor_domain::stock::SetStock;
use kontor_domain::{Decimal, Error, FieldError, PartKey, Problem, Quantity};
use kontor_store::SerdeWrapper;

use super::rows::{NewStockRow, id};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;
use crate::outbox::Job;

/// Writes the levels, all or nothing, up to 1,000 at a time.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageStock`]; [`Error::Invalid`] naming each wrong entry.
pub async fn set_stock(kontor: &Kontor, actor: &Actor, levels: Vec<SetStock>) -> Result<(), Error> {
    actor.require(Right::ManageStock)?;
    if levels.len() > 1_000 {
        return Err(Error::invalid("levels", Problem::TooMuch));
    }
    let warehouses = kontor.warehouses().await?;
    let mut fields = Vec::new();
    for (i, l) in levels.iter().enumerate() {
        let mut wrong =
            |field: &str, problem| fields.push(FieldError { field: format!("levels[{i}].{field}"), problem });
        if l.part.as_str().is_empty() {
            wrong("part", Problem::Required);
        }
        if !warehouses.iter().any(|w| w.id == l.warehouse) {
            wrong("warehouse", Problem::NotACode);
        }
        if l.on_hand.0.is_sign_negative() || l.on_hand > Quantity::MAX {
            wrong("on_hand", Problem::TooMuch);
        }
        if l.incoming.iter().any(|n| n.quantity.0 <= Decimal::ZERO) {
            wrong("incoming", Problem::NotPositive);
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    for l in &levels {
        if !matches!(actor.who, Who::System) {
            let number = l.part.to_string();
            change.event(
                &Subject::new("part", &number),
                Happened::StockChanged { number: number.clone(), on_hand: l.on_hand },
            );
        }
    }
    let rows = levels.iter().map(|l| NewStockRow {
        id: id(&l.warehouse, &l.part),
        warehouse: l.warehouse.to_string(),
        part: l.part.to_string(),
        on_hand: l.on_hand.0,
        reserved: Decimal::ZERO,
        backordered: Decimal::ZERO,
        incoming: SerdeWrapper(l.incoming.clone()),
    });
    // What is reserved and backordered belongs to the orders.
    change.tx.insert_or_update(
        "stock",
        rows.collect(),
        "on_hand = $input.on_hand, incoming = $input.incoming",
    );
    let mut parts: Vec<PartKey> = levels.into_iter().map(|l| l.part).collect();
    parts.sort_unstable();
    parts.dedup();
    change.job(Job::Index { parts });
    change.commit().await.fault()?;
    Ok(())
}
