//! Says in which cart a person works from now on.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::{CartId, Error};
use kontor_store::{RecordId, SurrealValue, Tx};

use super::rows::{self, choice_id};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Choice {
    cart: String,
}

/// Only for this person, and in this company; what others work in stays.
///
/// # Errors
/// As [`super::cart()`].
pub async fn choose_cart(kontor: &Kontor, actor: &Actor, cart: &CartId) -> Result<(), Error> {
    let cart = rows::open(kontor, actor, Some(cart), CartRight::View).await?;
    let mut change = Change::new(kontor, actor);
    choose(&mut change.tx, choice_id(&cart.company, actor), &cart.id);
    change.commit().await.fault()?;
    Ok(())
}

pub(super) fn choose(tx: &mut Tx, choice: RecordId, cart: &CartId) {
    tx.upsert(choice, Choice { cart: cart.to_string() });
}
