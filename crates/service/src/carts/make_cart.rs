//! Makes a cart.

use kontor_domain::accounts::{Acting, Actor, Right};
use kontor_domain::carts::{CartRight, MAX_CARTS, MakeCart, Sharing};
use kontor_domain::events::Happened;
use kontor_domain::{CartId, CompanyId, Error, FieldError, IdempotencyKey, Problem};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Tx, rid};

use super::carts::newest;
use super::choose_cart::choose;
use super::rows::{self, CartRow, OPEN, choice_id, commit, owner};
use crate::Kontor;
use crate::change::{Change, Outcome, Subject, answered_before};

/// Longest name, in characters.
pub(super) const MAX_NAME: u32 = 80;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Shelf {
    id: RecordId,
    open: i64,
}

/// An empty cart, in which its maker works from now on. Answers it, or the one this key made before.
///
/// # Errors
/// [`Error::Invalid`] on `name` or `key`; [`Error::Conflict`] with [`Problem::TooManyCarts`]; [`Error::Unauthenticated`],
/// [`Error::Forbidden`] without [`Right::Order`].
pub async fn make_cart(kontor: &Kontor, actor: &Actor, command: &MakeCart) -> Result<CartId, Error> {
    let company = actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, "make_cart", &command.key).await? {
        return Ok(CartId(before));
    }
    let name = check(&command.name, Some(&command.key))?;
    let id = CartId(kontor.new_id());
    // Nothing is hidden from the customer on whose behalf it is made.
    let everybody = command.everybody.or(actor.acting().map(|_| CartRight::View));
    let mut change = Change::new(kontor, actor);
    change.once("make_cart", &command.key, id.as_str());
    create(kontor, actor, &mut change, company, id.clone(), name, everybody);
    match commit(change).await? {
        Outcome::Done => Ok(id),
        Outcome::Before(before) => Ok(CartId(before)),
    }
}

/// The cart in which one of the dealer's people works for a customer from now on: the one left from when the same person asked
/// before, or a new one. Everybody who orders for the customer sees it and may order it.
///
/// # Errors
/// [`Error::Unavailable`]; the commit throws `shelf` when there are too many carts.
pub(crate) async fn desk_cart(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    acting: &Acting,
) -> Result<CartId, Error> {
    let company = actor.require_company(Right::Order)?;
    let name = format!("{}, {}", acting.channel.word(actor.language), acting.caller.name);
    let name: String = name.chars().take(MAX_NAME as usize).collect();
    let left = newest(kontor, company, OPEN).await?;
    if let Some(row) = left.into_iter().find(|row| row.owner == owner(actor) && row.name == name) {
        let id = CartId(row.seq);
        choose(&mut change.tx, choice_id(company, actor), &id);
        return Ok(id);
    }
    let id = CartId(kontor.new_id());
    create(kontor, actor, change, company, id.clone(), name, Some(CartRight::Order));
    Ok(id)
}

/// An empty cart, in which its maker works from now on.
fn create(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    company: &CompanyId,
    id: CartId,
    name: String,
    everybody: Option<CartRight>,
) {
    let sharing = Sharing { everybody, people: Vec::new() };
    let private = sharing.is_private();
    one_more(&mut change.tx, company);
    change.tx.create(
        rows::cart_id(&id),
        CartRow {
            seq: id.to_string(),
            company: company.to_string(),
            owner: owner(actor),
            made_by: actor.name().to_owned(),
            name: name.clone(),
            sharing: SerdeWrapper(sharing).into_value(),
            state: OPEN.to_owned(),
            changed: kontor.clock.stamp(),
            version: 1,
        },
    );
    choose(&mut change.tx, choice_id(company, actor), &id);
    let subject = Subject::new("cart", id.as_str());
    let subject = if private { subject } else { subject.of(company) };
    change.event(&subject, Happened::CartMade { name });
}

/// Checks the name and the key of what is made, both at once; answers the name as it is kept.
pub(super) fn check(name: &str, key: Option<&IdempotencyKey>) -> Result<String, Error> {
    let name = name.trim().to_owned();
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    match name.chars().count() {
        0 => wrong("name", Problem::Required),
        n if n > MAX_NAME as usize => wrong("name", Problem::TooLong { max: MAX_NAME }),
        _ => {}
    }
    if let Some(Err(problem)) = key.map(IdempotencyKey::check) {
        wrong("key", problem);
    }
    if fields.is_empty() { Ok(name) } else { Err(Error::Invalid { fields }) }
}

fn shelf(company: &CompanyId) -> RecordId {
    rid("cart_shelf", company.to_string())
}

/// One more open cart of the company, under its guard `shelf`: two at the same moment do not both become the last one.
pub(super) fn one_more(tx: &mut Tx, company: &CompanyId) {
    tx.insert_or_update("cart_shelf", vec![Shelf { id: shelf(company), open: 0 }], "open += 0");
    tx.guarded(shelf(company), "open += 1", &format!("open < {MAX_CARTS}"), "shelf");
}

pub(super) fn one_less(tx: &mut Tx, company: &CompanyId) {
    tx.guarded(shelf(company), "open -= 1", "open > 0", "shelf");
}
