//! Puts several lines into the cart at once, and takes them out again.

use std::collections::HashMap;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{AddLine, FillCart, MAX_LINES};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, FieldError, IdempotencyKey, PartKey, Problem, Quantity};
use kontor_store::types::Object;
use kontor_store::{RecordId, StoreError, SurrealValue};

use super::rows::{self, CartLineRow, id};
use super::{cart_count, priced};
use crate::Kontor;
use crate::change::{Change, Outcome, Subject, answered_before};
use crate::fault::{Fault as _, internal};
use crate::pricing::Terms;

const OPERATION: &str = "fill_cart";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewRow {
    id: RecordId,
    company: String,
    part: String,
    quantity: kontor_domain::Decimal,
    reference: String,
    note: String,
    added_by: String,
    added_at: kontor_store::Datetime,
}

/// All or none, in one transaction; what is in the cart already stays and grows by the quantity. The same key again adds
/// nothing. Answers how many lines went in.
///
/// # Errors
/// [`Error::Invalid`] with every line that cannot be ordered at once: `lines[N]` names the line as sent;
/// [`Error::Conflict`] with [`Problem::AlreadyDone`] when the key has put other lines in: from an old page, on which somebody chose
/// anew. [`Problem::NothingChosen`] on `lines`; [`Problem::TooMuch`] on `lines` when the cart would be too long.
pub async fn fill_cart(kontor: &Kontor, actor: &Actor, command: &FillCart) -> Result<u32, Error> {
    let company = actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return again(&before, command);
    }
    check(kontor, actor, company, command).await?;
    let result = serde_json::to_string(&command.lines).map_err(|e| internal(&e))?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &result);
    let rows: Vec<NewRow> = command
        .lines
        .iter()
        .zip(0..)
        .map(|(line, i)| NewRow {
            id: id(company, &line.part),
            company: company.to_string(),
            part: line.part.to_string(),
            quantity: line.quantity.0,
            reference: String::new(),
            note: String::new(),
            added_by: actor.name().to_owned(),
            // One after the other: the cart shows them in the order of the list.
            added_at: kontor.clock.stamp_in(SignedDuration::from_millis(i)),
        })
        .collect();
    change.tx.insert_or_update("cart_line", rows, "quantity += $input.quantity");
    let lines = count(&command.lines);
    change.event(&Subject::new("cart", company.as_str()), Happened::CartFilled { lines });
    match change.commit().await.fault()? {
        Outcome::Done => Ok(lines),
        Outcome::Before(before) => again(&before, command),
    }
}

/// Takes out again what [`fill_cart`] with this key put in: quantities shrink by what it added, so that what a colleague added
/// stays. Doing it twice takes out once. Answers how many lines that were.
///
/// # Errors
/// [`Error::NotFound`] when nothing was put in with this key.
pub async fn undo_fill(kontor: &Kontor, actor: &Actor, key: &IdempotencyKey) -> Result<u32, Error> {
    let company = actor.require_company(Right::Order)?;
    let before = answered_before(kontor, actor, OPERATION, key).await?.ok_or(Error::NotFound)?;
    let lines = read(&before)?;
    let mut change = Change::new(kontor, actor);
    change.once("undo_fill", key, "");
    let mut quantities = Object::new();
    let mut ids = Vec::with_capacity(lines.len());
    for line in &lines {
        quantities.insert(rows::key(company, &line.part), line.quantity.0.into_value());
        ids.push(id(company, &line.part));
    }
    let (ids, of) = (change.tx.bind(ids), change.tx.bind(quantities.into_value()));
    // First what would have nothing left, since no line may stand at zero; then the rest.
    change.tx.push(format!("DELETE {ids} WHERE quantity <= {of}[record::id(id)] RETURN NONE"));
    change.tx.push(format!(
        "UPDATE {ids} SET quantity -= {of}[record::id(id)] WHERE quantity > {of}[record::id(id)] RETURN NONE"
    ));
    let taken = count(&lines);
    change.event(&Subject::new("cart", company.as_str()), Happened::CartFillUndone { lines: taken });
    match change.commit().await {
        Ok(_) => Ok(taken),
        Err(StoreError::Guard(name)) => Err(internal(&name)),
        Err(other) => Err(other).fault(),
    }
}

/// Every line as it would stand alone: known, sold, with a price, minimum and step kept, enough there.
async fn check(kontor: &Kontor, actor: &Actor, company: &CompanyId, command: &FillCart) -> Result<(), Error> {
    if command.lines.is_empty() {
        return Err(Error::invalid("lines", Problem::NothingChosen));
    }
    let key = command.key.as_str();
    if key.is_empty() || key.len() > 100 {
        return Err(Error::invalid("key", Problem::Required));
    }
    let there = cart_count(kontor, actor).await? as usize;
    if command.lines.len() > MAX_LINES || there + command.lines.len() > MAX_LINES {
        return Err(Error::invalid("lines", Problem::TooMuch));
    }
    let mut fields = Vec::new();
    let mut wrong = |i: usize, problem| fields.push(FieldError { field: format!("lines[{i}]"), problem });
    let mut seen: HashMap<&PartKey, usize> = HashMap::new();
    for (i, line) in command.lines.iter().enumerate() {
        if seen.insert(&line.part, i).is_some() {
            wrong(i, Problem::Duplicate);
        } else if line.quantity <= Quantity::ZERO {
            wrong(i, Problem::NotPositive);
        }
    }
    let terms = Terms::of(kontor, actor).await?;
    let rows = command.lines.iter().map(|line| row(kontor, actor, company, line)).collect();
    for (i, line) in priced(kontor, rows, &terms, None).await?.view.lines.into_iter().enumerate() {
        if let Some(problem) = line.problem {
            wrong(i, problem);
        }
    }
    // A line may be wrong in two ways; the person reads the first.
    let mut named = std::collections::HashSet::new();
    fields.retain(|f| named.insert(f.field.clone()));
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

fn row(kontor: &Kontor, actor: &Actor, company: &CompanyId, line: &AddLine) -> CartLineRow {
    CartLineRow {
        company: company.to_string(),
        part: line.part.to_string(),
        quantity: line.quantity.0,
        reference: String::new(),
        note: String::new(),
        added_by: actor.name().to_owned(),
        added_at: kontor.clock.stamp(),
    }
}

/// The answer to a key that was used before.
fn again(before: &str, command: &FillCart) -> Result<u32, Error> {
    let lines = read(before)?;
    if lines == command.lines { Ok(count(&lines)) } else { Err(Error::conflict(Problem::AlreadyDone)) }
}

fn read(result: &str) -> Result<Vec<AddLine>, Error> {
    serde_json::from_str(result).map_err(|e| internal(&e))
}

fn count(lines: &[AddLine]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}
