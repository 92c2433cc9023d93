//! Puts lines of one cart into another: copies them, moves them, or merges the whole cart.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{CartRight, MAX_LINES, MAX_TEXT, Texts, Transfer, TransferMode};
use kontor_domain::events::Happened;
use kontor_domain::{Error, FieldError, PartKey, Problem, Quantity};
use kontor_store::types::Object;
use kontor_store::{StoreError, SurrealValue as _};

use super::delete_cart::close;
use super::rows::{self, CartLineRow, NewLine, Opened};
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::{Fault as _, internal};

/// How often both carts are looked at again when somebody wrote them meanwhile.
const ATTEMPTS: usize = 8;

/// All of it or nothing, in one transaction. Where the part lies in the other cart already, the two lines become one by
/// [`Texts::with`]; everything else keeps who put it in. Answers how many lines that were; the same key again answers the same.
///
/// # Errors
/// [`Error::Invalid`] on `parts` when none is chosen, on `to` for the same cart, on `lines[N]` where the sum or the text would
/// be too large; [`Error::Conflict`] with [`Problem::CartFull`] when they do not fit. For either cart as [`super::add_line()`];
/// merging also as [`super::delete_cart()`].
pub async fn transfer(kontor: &Kontor, actor: &Actor, command: &Transfer) -> Result<u32, Error> {
    actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, "transfer", &command.key).await? {
        return counted(&before);
    }
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    let takes = command.mode != TransferMode::Copy;
    let needed = if takes { CartRight::Edit } else { CartRight::View };
    let from = rows::open(kontor, actor, Some(&command.from), needed).await?;
    let to = rows::open(kontor, actor, Some(&command.to), CartRight::Edit).await?;
    if from.id == to.id {
        return Err(Error::invalid("to", Problem::Duplicate));
    }
    if command.mode == TransferMode::Merge {
        rows::managed(kontor, actor, &from.id).await?;
    }
    for _ in 0..ATTEMPTS {
        let all = rows::lines(kontor, &from.id).await?;
        let whole = command.mode == TransferMode::Merge;
        let chosen: Vec<CartLineRow> = all
            .into_iter()
            .filter(|line| whole || command.parts.iter().any(|part| part.as_str() == line.part))
            .collect();
        if chosen.is_empty() && !whole {
            return Err(Error::invalid("parts", Problem::NothingChosen));
        }
        let there: HashMap<String, CartLineRow> =
            rows::lines(kontor, &to.id).await?.into_iter().map(|l| (l.part.clone(), l)).collect();
        match write(kontor, actor, command, (&from, &to), chosen, &there).await? {
            Ok(Outcome::Before(before)) => return counted(&before),
            Ok(Outcome::Done) => return counted(&answer(kontor, actor, command).await?),
            Err(StoreError::Guard(name)) if name == "closed" => {
                return Err(Error::conflict(Problem::CartGone));
            }
            // Somebody wrote one of the lines since they were read: what they wrote is put together anew.
            Err(StoreError::Guard(_) | StoreError::Exists(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

async fn answer(kontor: &Kontor, actor: &Actor, command: &Transfer) -> Result<String, Error> {
    answered_before(kontor, actor, "transfer", &command.key).await.map(Option::unwrap_or_default)
}

fn counted(result: &str) -> Result<u32, Error> {
    result.parse().map_err(|e| internal(&e))
}

async fn write(
    kontor: &Kontor,
    actor: &Actor,
    command: &Transfer,
    (from, to): (&Opened, &Opened),
    chosen: Vec<CartLineRow>,
    there: &HashMap<String, CartLineRow>,
) -> Result<Result<Outcome, StoreError>, Error> {
    let lines = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    let (mut new, mut met, mut taken, mut fields) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (i, (line, place)) in chosen.into_iter().zip(0..).enumerate() {
        let part = PartKey(line.part.clone());
        taken.push((rows::key(&from.id, &part), seen(&line)));
        let Some(other) = there.get(&line.part) else {
            new.push(NewLine::of(kontor, to, place, line));
            continue;
        };
        let both = texts(other).with(&texts(&line));
        let mut wrong = |problem| fields.push(FieldError { field: format!("lines[{i}]"), problem });
        if both.quantity > Quantity::MAX {
            wrong(Problem::TooMuch);
        } else if both.reference.chars().count().max(both.note.chars().count()) > MAX_TEXT {
            wrong(Problem::TooLong { max: u32::try_from(MAX_TEXT).unwrap_or(u32::MAX) });
        }
        let mut of = seen(other);
        of.insert("new_quantity", both.quantity.0.into_value());
        of.insert("new_reference", both.reference);
        of.insert("new_note", both.note);
        met.push((rows::key(&to.id, &part), of));
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    if there.len() + new.len() > MAX_LINES {
        let max = u32::try_from(MAX_LINES).unwrap_or(u32::MAX);
        return Err(Error::conflict(Problem::CartFull { max }));
    }
    let titles = (from.head(actor, 0)?.title(actor.language), to.head(actor, 0)?.title(actor.language));
    let takes = command.mode != TransferMode::Copy;
    let mut change = Change::new(kontor, actor);
    change.once("transfer", &command.key, &lines.to_string());
    let tx = &mut change.tx;
    // In the order of their keys, so that two people who merge crosswise meet instead of waiting for each other.
    let mut held = [from, to];
    held.sort_by(|a, b| a.id.cmp(&b.id));
    for cart in held {
        cart.hold(kontor, tx);
    }
    let same = "quantity = {of}.quantity AND reference = {of}.reference AND note = {of}.note";
    tx.guarded_all(
        "cart_line",
        met,
        "quantity = {of}.new_quantity, reference = {of}.new_reference, note = {of}.new_note",
        same,
        "line",
    );
    tx.insert_all("cart_line", new);
    if takes {
        tx.delete_all("cart_line", taken, same, "line");
    }
    let (from_name, to_name) = titles;
    let happened = if takes {
        Happened::CartLinesMoved { from: from_name, to: to_name, lines }
    } else {
        Happened::CartLinesCopied { from: from_name, to: to_name, lines }
    };
    if command.mode == TransferMode::Merge {
        close(tx, from, 0);
    }
    change.event(&to.subject()?, happened);
    Ok(change.commit().await)
}

fn texts(line: &CartLineRow) -> Texts {
    Texts {
        quantity: Quantity(line.quantity.normalize()),
        reference: line.reference.clone(),
        note: line.note.clone(),
    }
}

/// A line as it was read.
fn seen(line: &CartLineRow) -> Object {
    let mut of = Object::new();
    of.insert("quantity", line.quantity.into_value());
    of.insert("reference", line.reference.clone());
    of.insert("note", line.note.clone());
    of
}
