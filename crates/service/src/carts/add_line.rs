//! Puts a part into the cart; more of it when it is there already.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{AddLine, CartRight, MAX_LINES};
use kontor_domain::catalog::PartCode;
use kontor_domain::{CartId, Error, IdempotencyKey, PartKey, Problem};

use super::rows::{self, commit, id};
use crate::Kontor;
use crate::catalog::hits;
use crate::catalog::rows::parts;
use crate::change::{Change, answered_before};
use crate::pricing::Terms;

const OPERATION: &str = "add_line";

/// Adds to the cart that is named, or to the actor's current one, atomically: two people adding the same part at once both
/// count. Answers the lines now in that cart.
///
/// # Errors
/// [`Error::Invalid`] on field `quantity` with the next right quantity, or on field `part` when it is unknown or not
/// sold (with its successor). For the cart [`Error::NotFound`] when it is another company's or somebody's own,
/// [`Error::Forbidden`] when it may only be looked at, [`Error::Conflict`] with [`Problem::CartGone`].
pub async fn add_line(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    line: &AddLine,
) -> Result<u32, Error> {
    add(kontor, actor, cart, line, None).await
}

/// As [`add_line`], once per key, part and quantity: for forms, which are sent twice by an impatient thumb and again after a
/// lost connection. A key is made with each drawing of a form; whoever wants more of the part after that gets another one.
///
/// # Errors
/// As [`add_line`]; [`Error::Invalid`] on field `key` when it is too long.
pub async fn add_line_once(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    line: &AddLine,
    key: &IdempotencyKey,
) -> Result<u32, Error> {
    actor.require_company(Right::Order)?;
    key.check().map_err(|problem| Error::invalid("key", problem))?;
    let into = cart.map_or("", CartId::as_str);
    let key = IdempotencyKey(format!("{key}|{into}|{}|{}", line.part, line.quantity.0.normalize()));
    if answered_before(kontor, actor, OPERATION, &key).await?.is_some() {
        let cart = rows::open(kontor, actor, cart, CartRight::View).await?;
        return lines_of(kontor, &cart.id).await;
    }
    add(kontor, actor, cart, line, Some(&key)).await
}

async fn add(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    line: &AddLine,
    key: Option<&IdempotencyKey>,
) -> Result<u32, Error> {
    let cart = rows::open(kontor, actor, cart, CartRight::Edit).await?;
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
        PartCode::CallUs if agreed(kontor, actor, &line.part).await? => {}
        PartCode::CallUs => return Err(Error::invalid("part", Problem::PriceOnRequest)),
    }
    let quantity = line
        .quantity
        .check(part.minimum, part.step)
        .map_err(|problem| Error::invalid("quantity", problem))?;
    if rows::count(kontor, &cart.id).await? >= MAX_LINES {
        return Err(Error::invalid("part", Problem::TooMuch));
    }
    let mut change = Change::new(kontor, actor);
    if let Some(key) = key {
        change.once(OPERATION, key, "");
    }
    cart.hold(kontor, &mut change.tx);
    cart.trace(&mut change, actor, &line.part, quantity)?;
    let tx = &mut change.tx;
    let record = tx.bind(id(&cart.id, &line.part));
    let (into, company) = (tx.bind(cart.id.to_string()), tx.bind(cart.company.to_string()));
    let (part, quantity) = (tx.bind(line.part.to_string()), tx.bind(quantity.0));
    let (by, at) = (tx.bind(actor.name().to_owned()), tx.bind(kontor.clock.stamp()));
    tx.push(format!(
        "UPSERT {record} SET cart = {into}, company = {company}, part = {part}, quantity = (quantity ?? 0dec) + {quantity}, \
         reference = reference ?? '', note = note ?? '', added_by = added_by ?? {by}, added_at = added_at ?? {at} RETURN NONE"
    ));
    commit(change).await?;
    lines_of(kontor, &cart.id).await
}

/// Has the customer a price of their own for a part whose price is agreed on?
async fn agreed(kontor: &Kontor, actor: &Actor, part: &PartKey) -> Result<bool, Error> {
    let terms = Terms::of(kontor, actor).await?;
    let loaded = hits::load(kontor, std::slice::from_ref(part), &terms).await?;
    Ok(loaded.get(part).is_some_and(|l| l.part.code.orderable()))
}

async fn lines_of(kontor: &Kontor, cart: &CartId) -> Result<u32, Error> {
    Ok(u32::try_from(rows::count(kontor, cart).await?).unwrap_or(u32::MAX))
}
