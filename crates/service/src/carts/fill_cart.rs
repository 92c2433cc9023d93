//! Puts several lines into a cart at once: a list, what is ordered again, the rows of a quick order. And takes them out again.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::quick::MAX_ROWS;
use kontor_domain::carts::{AddLine, CartRight, FillCart, MAX_LINES};
use kontor_domain::catalog::AvailabilityState;
use kontor_domain::events::Happened;
use kontor_domain::{CartId, Error, FieldError, IdempotencyKey, PartKey, Problem, Quantity};
use kontor_store::types::Object;
use kontor_store::{RecordId, SurrealValue as _, Value};
use serde::{Deserialize, Serialize};

use super::check_rows::of_part;
use super::rows::{self, NewLine, commit, id};
use crate::Kontor;
use crate::catalog::hits;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::internal;
use crate::pricing::Terms;

const OPERATION: &str = "fill_cart";

/// What a key has put in: the result of its `op` record.
#[derive(Serialize, Deserialize)]
struct Filled {
    cart: CartId,
    /// As they were asked for, to recognise a key that is used for something else.
    asked: Vec<AddLine>,
    /// Each part once.
    lines: Vec<AddLine>,
}

/// All or none, in one transaction; what is in the cart already stays and grows by the quantity. Nothing of what the browser
/// says is believed but part and quantity, and both are checked again. The same key again adds nothing. Answers how many
/// lines went in, a part that was named twice counted once.
///
/// # Errors
/// [`Error::Invalid`] with every line that cannot be ordered as it stands (`lines[3].part`, `lines[3].quantity`), or on field
/// `lines` when there are none, too many, or more than fit in; [`Error::Conflict`] with [`Problem::AlreadyDone`] when the key
/// has put other lines in: from an old page, on which somebody chose anew. As [`rows::open`] for the cart.
pub async fn fill_cart(kontor: &Kontor, actor: &Actor, command: &FillCart) -> Result<u32, Error> {
    actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return again(&before, command);
    }
    let cart = rows::open(kontor, actor, command.cart.as_ref(), CartRight::Edit).await?;
    let lines = check(kontor, actor, command).await?;
    let have = rows::lines(kontor, &cart.id).await?;
    let new = lines.iter().filter(|l| have.iter().all(|h| h.part != l.part.0)).count();
    if have.len() + new > MAX_LINES {
        let max = u32::try_from(MAX_LINES).unwrap_or(u32::MAX);
        return Err(Error::invalid("lines", Problem::CartFull { max }));
    }
    let count = count(&lines);
    let filled = Filled { cart: cart.id.clone(), asked: command.lines.clone(), lines };
    let result = serde_json::to_string(&filled).map_err(|e| internal(&e))?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &result);
    cart.hold(kontor, &mut change.tx);
    let rows = filled
        .lines
        .into_iter()
        .zip(0..)
        .map(|(line, place)| {
            let line = rows::loose(kontor, cart.company.as_str(), &line.part, line.quantity, actor.name());
            NewLine::of(kontor, &cart, place, line)
        })
        .collect();
    change.tx.insert_or_update("cart_line", rows, "quantity += $input.quantity");
    change.event(&cart.subject()?, Happened::CartFilled { lines: count });
    match commit(change).await? {
        Outcome::Done => Ok(count),
        Outcome::Before(before) => again(&before, command),
    }
}

/// Takes out again what [`fill_cart`] with this key put in: quantities shrink by what it added, so that what a colleague added
/// stays. Doing it twice takes out once. Answers how many lines that were, and of which cart.
///
/// # Errors
/// [`Error::NotFound`] for a key under which this company has put in nothing.
pub async fn undo_fill(kontor: &Kontor, actor: &Actor, key: &IdempotencyKey) -> Result<(u32, CartId), Error> {
    actor.require_company(Right::Order)?;
    let before = answered_before(kontor, actor, OPERATION, key).await?.ok_or(Error::NotFound)?;
    let filled = read(&before)?;
    let taken = count(&filled.lines);
    if answered_before(kontor, actor, "undo_fill", key).await?.is_some() {
        return Ok((taken, filled.cart));
    }
    let cart = rows::open(kontor, actor, Some(&filled.cart), CartRight::Edit).await?;
    let mut change = Change::new(kontor, actor);
    change.once("undo_fill", key, "");
    cart.hold(kontor, &mut change.tx);
    let mut quantities = Object::new();
    let mut ids: Vec<RecordId> = Vec::with_capacity(filled.lines.len());
    for line in &filled.lines {
        quantities.insert(rows::key(&cart.id, &line.part), line.quantity.0.into_value());
        ids.push(id(&cart.id, &line.part));
    }
    let (ids, quantities) = (change.tx.bind(ids), change.tx.bind(Value::Object(quantities)));
    let of = format!("{quantities}[record::id(id)]");
    // First what would have nothing left, since no line may stand at zero; then the rest.
    change.tx.push(format!("DELETE {ids} WHERE quantity <= {of} RETURN NONE"));
    change.tx.push(format!("UPDATE {ids} SET quantity -= {of} WHERE quantity > {of} RETURN NONE"));
    change.event(&cart.subject()?, Happened::CartFillUndone { lines: taken });
    commit(change).await?;
    Ok((taken, filled.cart))
}

/// The lines, each part once, at its sum; every line that is not clean is named.
async fn check(kontor: &Kontor, actor: &Actor, command: &FillCart) -> Result<Vec<AddLine>, Error> {
    let lines = &command.lines;
    if lines.is_empty() {
        return Err(Error::invalid("lines", Problem::NothingChosen));
    }
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    if lines.len() > MAX_ROWS {
        let max = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
        return Err(Error::invalid("lines", Problem::TooManyRows { max }));
    }
    let terms = Terms::of(kontor, actor).await?;
    let keys: Vec<PartKey> = lines.iter().map(|l| l.part.clone()).collect();
    let loaded = hits::load(kontor, &keys, &terms).await?;
    let successors = loaded.values().filter_map(|l| l.part.replaced_by.clone()).collect();
    let names = hits::numbers(kontor, successors).await?;
    let mut sums: Vec<AddLine> = Vec::with_capacity(lines.len());
    let mut at: HashMap<&PartKey, usize> = HashMap::new();
    let mut fields = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let mut wrong =
            |field: &str, problem| fields.push(FieldError { field: format!("lines[{i}].{field}"), problem });
        let Some(l) = loaded.get(&line.part) else {
            wrong("part", Problem::UnknownPart);
            continue;
        };
        let priced = l.price(kontor, &terms, line.quantity).is_some();
        let successor = l.part.replaced_by.as_ref().and_then(|key| names.get(key)).cloned();
        if let Some(problem) = of_part(l, successor, priced) {
            wrong("part", problem);
        }
        if let Err(problem) = line.quantity.check(l.part.minimum, l.part.step) {
            wrong("quantity", problem);
            continue;
        }
        let sum = match at.get(&line.part) {
            Some(&at) => {
                sums[at].quantity = sums[at].quantity + line.quantity;
                sums[at].quantity
            }
            None => {
                at.insert(&line.part, sums.len());
                sums.push(line.clone());
                line.quantity
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

/// The answer to a key that was used before.
fn again(before: &str, command: &FillCart) -> Result<u32, Error> {
    let filled = read(before)?;
    if filled.asked == command.lines {
        Ok(count(&filled.lines))
    } else {
        Err(Error::conflict(Problem::AlreadyDone))
    }
}

fn read(result: &str) -> Result<Filled, Error> {
    serde_json::from_str(result).map_err(|e| internal(&e))
}

fn count(lines: &[AddLine]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}
