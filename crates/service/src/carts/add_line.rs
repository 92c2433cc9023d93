//! Puts a part into the cart; more of it when it is there already.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{AddLine, MAX_LINES};
use kontor_domain::catalog::PartCode;
use kontor_domain::{Error, IdempotencyKey, Problem};

use super::rows::id;
use crate::Kontor;
use crate::catalog::rows::parts;
use crate::change::{Change, answered_before};
use crate::fault::Fault as _;

const OPERATION: &str = "add_line";

/// Adds atomically: two people adding the same part at once both count. Answers the lines now in the cart.
///
/// # Errors
/// [`Error::Invalid`] on field `quantity` with the next right quantity, or on field `part` when it is unknown or not
/// sold (with its successor).
pub async fn add_line(kontor: &Kontor, actor: &Actor, line: &AddLine) -> Result<u32, Error> {
    add(kontor, actor, line, None).await
}

/// As [`add_line`], once per key, part and quantity: for forms, which are sent twice by an impatient thumb and again after a
/// lost connection. A key is made with each drawing of a form; whoever wants more of the part after that gets another one.
///
/// # Errors
/// As [`add_line`]; [`Error::Invalid`] on field `key` when it is too long.
pub async fn add_line_once(
    kontor: &Kontor,
    actor: &Actor,
    line: &AddLine,
    key: &IdempotencyKey,
) -> Result<u32, Error> {
    actor.require_company(Right::Order)?;
    if key.as_str().is_empty() || key.as_str().len() > 100 {
        return Err(Error::invalid("key", Problem::Required));
    }
    let key = IdempotencyKey(format!("{key}|{}|{}", line.part, line.quantity.0.normalize()));
    if answered_before(kontor, actor, OPERATION, &key).await?.is_some() {
        return super::cart_count(kontor, actor).await;
    }
    add(kontor, actor, line, Some(&key)).await
}

async fn add(
    kontor: &Kontor,
    actor: &Actor,
    line: &AddLine,
    key: Option<&IdempotencyKey>,
) -> Result<u32, Error> {
    let company = actor.require_company(Right::Order)?;
    let found = parts(kontor, std::slice::from_ref(&line.part)).await?;
    let part = found.first().ok_or_else(|| Error::invalid("part", Problem::UnknownPart))?;
    match part.code {
        PartCode::Normal | PartCode::Remaining => {}
        PartCode::Obsolete => {
            let successor = match &part.replaced_by {
                Some(key) => {
                    parts(kontor, std::slice::from_ref(key)).await?.first().map(|p| p.number.to_string())
                }
                None => None,
            };
            return Err(Error::invalid("part", Problem::Obsolete { successor }));
        }
        PartCode::ReferenceOnly => return Err(Error::invalid("part", Problem::ReferenceOnly)),
        PartCode::CallUs => return Err(Error::invalid("part", Problem::PriceOnRequest)),
    }
    let quantity = line
        .quantity
        .check(part.minimum, part.step)
        .map_err(|problem| Error::invalid("quantity", problem))?;
    let count = super::cart_count(kontor, actor).await?;
    if count as usize >= MAX_LINES {
        return Err(Error::invalid("part", Problem::TooMuch));
    }
    let mut change = Change::new(kontor, actor);
    if let Some(key) = key {
        change.once(OPERATION, key, "");
    }
    let tx = &mut change.tx;
    let record = tx.bind(id(company, &line.part));
    let (company, part, quantity) =
        (tx.bind(company.to_string()), tx.bind(line.part.to_string()), tx.bind(quantity.0));
    let (by, at) = (tx.bind(actor.name().to_owned()), tx.bind(kontor.clock.stamp()));
    tx.push(format!(
        "UPSERT {record} SET company = {company}, part = {part}, quantity = (quantity ?? 0dec) + {quantity}, \
         reference = reference ?? '', note = note ?? '', added_by = added_by ?? {by}, added_at = added_at ?? {at} RETURN NONE"
    ));
    change.commit().await.fault()?;
    super::cart_count(kontor, actor).await
}
