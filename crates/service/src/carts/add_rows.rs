//! Puts the rows of a quick order into the cart, all or none, once.

use std::collections::HashMap;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::MAX_LINES;
use kontor_domain::carts::quick::{AddRow, AddRows, MAX_ROWS};
use kontor_domain::catalog::AvailabilityState;
use kontor_domain::events::Happened;
use kontor_domain::{Error, FieldError, PartKey, Problem, Quantity};
use kontor_store::{RecordId, SurrealValue};

use super::check_rows::of_part;
use super::rows::{self, CartLineRow, id};
use crate::Kontor;
use crate::catalog::hits;
use crate::change::{Change, Outcome, Subject, answered_before};
use crate::fault::{Fault as _, internal};
use crate::pricing::Terms;

pub(super) const OPERATION: &str = "add_rows";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewLine {
    id: RecordId,
    company: String,
    part: String,
    quantity: kontor_domain::Decimal,
    reference: String,
    note: String,
    added_by: String,
    added_at: kontor_store::Datetime,
}

/// Adds atomically, as [`super::add_line`] does for one part: every row that is there already gets more. Nothing of what
/// the browser says is believed but part and quantity, and both are checked again. Answers how many rows were added; the
/// same key again answers the same.
///
/// # Errors
/// [`Error::Invalid`] naming every row that cannot be ordered as it stands (`rows[3].part`, `rows[3].quantity`), or on field
/// `list` when it is empty, too long or does not fit into the cart.
pub async fn add_rows(kontor: &Kontor, actor: &Actor, command: &AddRows) -> Result<u32, Error> {
    let company = actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return counted(&before);
    }
    let rows = check(kontor, actor, &command.rows).await?;
    let have = rows::lines(kontor, company).await?;
    let new = rows.iter().filter(|r| have.iter().all(|h: &CartLineRow| h.part != r.part.0)).count();
    if have.len() + new > MAX_LINES {
        let max = u32::try_from(MAX_LINES).unwrap_or(u32::MAX);
        return Err(Error::invalid("list", Problem::CartFull { max }));
    }
    let result = serde_json::to_string(&rows).map_err(|e| internal(&e))?;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &result);
    // A millisecond apart, so that the cart shows them in the order of the list.
    let lines = rows
        .into_iter()
        .zip(0..)
        .map(|(row, place)| NewLine {
            id: id(company, &row.part),
            company: company.to_string(),
            part: row.part.0,
            quantity: row.quantity.0,
            reference: String::new(),
            note: String::new(),
            added_by: actor.name().to_owned(),
            added_at: kontor.clock.stamp_in(SignedDuration::from_millis(place)),
        })
        .collect();
    change.tx.insert_or_update("cart_line", lines, "quantity += $input.quantity");
    change
        .event(&Subject::new("cart", company.as_str()).of(company), Happened::CartRowsAdded { rows: count });
    match change.commit().await.fault()? {
        Outcome::Done => Ok(count),
        Outcome::Before(before) => counted(&before),
    }
}

pub(super) fn added(result: &str) -> Result<Vec<AddRow>, Error> {
    serde_json::from_str(result).map_err(|e| internal(&e))
}

fn counted(result: &str) -> Result<u32, Error> {
    Ok(u32::try_from(added(result)?.len()).unwrap_or(u32::MAX))
}

/// The rows, each part once; every row that is not clean is named.
async fn check(kontor: &Kontor, actor: &Actor, rows: &[AddRow]) -> Result<Vec<AddRow>, Error> {
    if rows.is_empty() {
        return Err(Error::invalid("list", Problem::Required));
    }
    if rows.len() > MAX_ROWS {
        let max = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
        return Err(Error::invalid("list", Problem::TooManyRows { max }));
    }
    let terms = Terms::of(kontor, actor).await?;
    let keys: Vec<PartKey> = rows.iter().map(|r| r.part.clone()).collect();
    let loaded = hits::load(kontor, &keys, &terms).await?;
    let mut sums: Vec<AddRow> = Vec::with_capacity(rows.len());
    let mut at: HashMap<&PartKey, usize> = HashMap::new();
    let mut fields = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let mut wrong =
            |field: &str, problem| fields.push(FieldError { field: format!("rows[{i}].{field}"), problem });
        let Some(l) = loaded.get(&row.part) else {
            wrong("part", Problem::UnknownPart);
            continue;
        };
        let priced = l.price(kontor, &terms, row.quantity).is_some();
        if let Some(problem) = of_part(&l.part, None, priced) {
            wrong("part", problem);
        }
        if let Err(problem) = row.quantity.check(l.part.minimum, l.part.step) {
            wrong("quantity", problem);
            continue;
        }
        let sum = match at.get(&row.part) {
            Some(&at) => {
                sums[at].quantity = sums[at].quantity + row.quantity;
                sums[at].quantity
            }
            None => {
                at.insert(&row.part, sums.len());
                sums.push(row.clone());
                row.quantity
            }
        };
        if sum > Quantity::MAX {
            wrong("quantity", Problem::TooMuch);
        } else if l.part.code.orderable() {
            let availability = l.availability(kontor, terms.state(), sum).await?;
            if availability.state == AvailabilityState::Gone {
                wrong("quantity", Problem::SoldOut { left: availability.free });
            }
        }
    }
    if fields.is_empty() { Ok(sums) } else { Err(Error::Invalid { fields }) }
}
