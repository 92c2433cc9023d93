//! Takes the rows of a quick order out of the cart again.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, IdempotencyKey};
use kontor_store::types::Object;
use kontor_store::{RecordId, SurrealValue as _, Value};

use super::add_rows::{OPERATION, added};
use super::rows::{id, key};
use crate::Kontor;
use crate::change::{Change, Subject, answered_before};
use crate::fault::Fault as _;

/// Takes the same quantities out that were put in under `added_by`, once; what was in the cart before, and what colleagues
/// added since, stays. Answers how many rows that were.
///
/// # Errors
/// [`Error::NotFound`] for a key under which this company has added nothing.
pub async fn undo_rows(kontor: &Kontor, actor: &Actor, added_by: &IdempotencyKey) -> Result<u32, Error> {
    let company = actor.require_company(Right::Order)?;
    let result = answered_before(kontor, actor, OPERATION, added_by).await?.ok_or(Error::NotFound)?;
    let rows = added(&result)?;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    if answered_before(kontor, actor, "undo_rows", added_by).await?.is_some() {
        return Ok(count);
    }
    let ids: Vec<RecordId> = rows.iter().map(|r| id(company, &r.part)).collect();
    let mut quantities = Object::new();
    for row in &rows {
        quantities.insert(key(company, &row.part), row.quantity.0.into_value());
    }
    let mut change = Change::new(kontor, actor);
    change.once("undo_rows", added_by, "");
    let (ids, quantities) = (change.tx.bind(ids), change.tx.bind(Value::Object(quantities)));
    let of = format!("{quantities}[record::id(id)]");
    // In this order: what is left after taking out some must not be taken for what was put in.
    change.tx.push(format!("DELETE {ids} WHERE quantity <= {of} RETURN NONE"));
    change.tx.push(format!("UPDATE {ids} SET quantity -= {of} WHERE quantity > {of} RETURN NONE"));
    change
        .event(&Subject::new("cart", company.as_str()).of(company), Happened::CartRowsTaken { rows: count });
    change.commit().await.fault()?;
    Ok(count)
}
