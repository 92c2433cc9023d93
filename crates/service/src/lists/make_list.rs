//! Makes a list: empty, from the cart, from an order, from another list, or from given lines.

use std::collections::HashSet;

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::events::Happened;
use kontor_domain::lists::{ListKind, ListSource, MAX_LINES, MAX_LISTS, MAX_NAME, MakeList, NewLine};
use kontor_domain::orders::worth_repeating;
use kontor_domain::{Error, FieldError, IdempotencyKey, ListId, PartKey, Problem, Quantity};
use kontor_store::Variables;

use super::rows::{self, ListRow, OPEN, Side, commit, count_lines, owner, shelf, subject, write_lines};
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::{accounts, carts, catalog, orders};

/// Answers the new list, or the one this key made before. What it starts with stays where it is: cart, order and the other
/// list do not change.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field at once; [`Error::NotFound`] when the source is not the actor's to see;
/// [`Error::Conflict`] with [`Problem::ListFull`] when there are too many lists.
pub async fn make_list(kontor: &Kontor, actor: &Actor, command: &MakeList) -> Result<ListId, Error> {
    let side = Side::of(actor)?;
    actor.require_own()?;
    if let Some(before) = answered_before(kontor, actor, "make_list", &command.key).await? {
        return Ok(ListId(before));
    }
    // A customer makes no list of the dealer's, and the dealer none of a customer's.
    let company = match (&side, command.kind) {
        (Side::Customer(company), ListKind::Personal | ListKind::Company) => company.to_string(),
        (Side::Desk, ListKind::Dealer) => match &command.customer {
            Some(id) => accounts::rows::company(kontor, id).await?.id.to_string(),
            None => String::new(),
        },
        _ => return Err(Error::Forbidden),
    };
    check(&command.name, &command.note, Some(&command.key))?;
    let lines = lines_of(kontor, actor, &command.source).await?;
    let owner = owner(actor);
    let shelf = shelf(command.kind, &company, &owner);
    if on_shelf(kontor, &shelf).await? >= MAX_LISTS {
        return Err(rows::full(MAX_LISTS));
    }
    let id = ListId(kontor.new_id());
    let mut change = Change::new(kontor, actor);
    change.once("make_list", &command.key, id.as_str());
    change.tx.create(
        rows::id(&id),
        ListRow {
            seq: id.to_string(),
            kind: command.kind.code().to_owned(),
            company,
            owner,
            made_by: actor.name().to_owned(),
            shelf,
            state: OPEN.to_owned(),
            name: command.name.trim().to_owned(),
            note: command.note.trim().to_owned(),
            lines: 0,
            changed: kontor.clock.stamp(),
            version: 1,
        },
    );
    write_lines(kontor, actor, &mut change.tx, &id, &lines, "quantity += $input.quantity");
    count_lines(kontor, &mut change.tx, &id);
    change.event(&subject(&id), Happened::ListMade { name: command.name.trim().to_owned() });
    match commit(change).await? {
        Outcome::Done => Ok(id),
        Outcome::Before(before) => Ok(ListId(before)),
    }
}

/// Checks name, note and the key of what is made, all at once.
pub(super) fn check(name: &str, note: &str, key: Option<&IdempotencyKey>) -> Result<(), Error> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    if name.trim().is_empty() {
        wrong("name", Problem::Required);
    }
    if name.chars().count() > MAX_NAME as usize {
        wrong("name", Problem::TooLong { max: MAX_NAME });
    }
    if note.chars().count() > 500 {
        wrong("note", Problem::TooLong { max: 500 });
    }
    if let Some(Err(problem)) = key.map(IdempotencyKey::check) {
        wrong("key", problem);
    }
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

/// How many lists stand on a shelf, put away ones included.
async fn on_shelf(kontor: &Kontor, shelf: &str) -> Result<usize, Error> {
    let mut vars = Variables::new();
    vars.insert("shelf", shelf.to_owned());
    let rows: Vec<String> =
        kontor.store.rows("SELECT VALUE seq FROM order_list WHERE shelf = $shelf", vars).await.fault()?;
    Ok(rows.len())
}

/// The lines that a source has now.
///
/// # Errors
/// [`Error::NotFound`] when the source is not the actor's to see; [`Error::Invalid`] for wrong lines.
pub(crate) async fn lines_of(
    kontor: &Kontor,
    actor: &Actor,
    source: &ListSource,
) -> Result<Vec<NewLine>, Error> {
    match source {
        ListSource::Empty => Ok(Vec::new()),
        ListSource::Cart { cart } => {
            let cart = carts::rows::open(kontor, actor, cart.as_ref(), CartRight::View).await?;
            let lines = carts::rows::lines(kontor, &cart.id).await?;
            let line = |l: carts::rows::CartLineRow| NewLine {
                part: PartKey(l.part),
                quantity: Quantity(l.quantity),
                note: l.note,
            };
            Ok(lines.into_iter().map(line).collect())
        }
        ListSource::Order { order } => {
            let order = orders::order(kontor, actor, order).await?;
            let line = |l: kontor_domain::orders::OrderLine| {
                let (quantity, note) = (l.quantity, l.note);
                l.part.map(|part| NewLine { part, quantity, note })
            };
            // What was made or done for that order alone stands on no list.
            Ok(worth_repeating(order.lines).into_iter().filter_map(line).collect())
        }
        ListSource::List { list } => {
            let row = rows::seen(kontor, actor, list).await?;
            let lines = rows::lines(kontor, &row.list()).await?;
            let line = |l: rows::LineRow| NewLine {
                part: PartKey(l.part),
                quantity: Quantity(l.quantity),
                note: l.note,
            };
            Ok(lines.into_iter().map(line).collect())
        }
        ListSource::Lines { lines } => {
            check_lines(kontor, lines).await?;
            Ok(lines.clone())
        }
    }
}

/// Checks lines that come from outside, all at once: `lines[3].quantity`. Minimum and step are not asked for: a list may hold
/// a quantity that is put right when it is ordered.
pub(super) async fn check_lines(kontor: &Kontor, lines: &[NewLine]) -> Result<(), Error> {
    if lines.len() > MAX_LINES {
        return Err(rows::full(MAX_LINES));
    }
    let keys: Vec<PartKey> = lines.iter().map(|l| l.part.clone()).collect();
    let known: HashSet<PartKey> =
        catalog::rows::parts(kontor, &keys).await?.into_iter().map(|p| p.key()).collect();
    let mut seen = HashSet::new();
    let mut fields = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let mut wrong =
            |field: &str, problem| fields.push(FieldError { field: format!("lines[{i}].{field}"), problem });
        if !known.contains(&line.part) {
            wrong("part", Problem::UnknownPart);
        } else if !seen.insert(&line.part) {
            wrong("part", Problem::Duplicate);
        }
        if line.quantity <= Quantity::ZERO {
            wrong("quantity", Problem::NotPositive);
        } else if line.quantity > Quantity::MAX || line.quantity.0.scale() > 3 {
            wrong("quantity", Problem::TooMuch);
        }
        if line.note.chars().count() > 200 {
            wrong("note", Problem::TooLong { max: 200 });
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}
