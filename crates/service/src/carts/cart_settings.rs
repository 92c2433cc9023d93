//! What can be changed about one cart.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{CartRight, CartSettings};
use kontor_domain::{CartId, Error, PersonId};

use super::rows;
use crate::Kontor;
use crate::accounts;

/// The cart, who may use it, with whom it could be shared, and where its lines could go.
///
/// # Errors
/// As [`super::cart()`].
pub async fn cart_settings(kontor: &Kontor, actor: &Actor, cart: &CartId) -> Result<CartSettings, Error> {
    let opened = rows::open(kontor, actor, Some(cart), CartRight::View).await?;
    let all = super::carts(kontor, actor).await?.carts;
    let head = all.iter().find(|head| head.id == *cart).cloned().ok_or(Error::NotFound)?;
    let targets = all.into_iter().filter(|head| head.id != *cart && head.edits()).collect();
    let (mut sharing, mut people) = Default::default();
    if let Some(row) = opened.row.as_ref().filter(|_| head.manages) {
        sharing = row.sharing()?;
        people = colleagues(kontor, actor, &row.owner).await?;
    }
    Ok(CartSettings { head, sharing, people, targets })
}

/// Everybody in the company who may order, without the owner of the cart.
pub(super) async fn colleagues(
    kontor: &Kontor,
    actor: &Actor,
    owner: &str,
) -> Result<Vec<(PersonId, String)>, Error> {
    let company = actor.require_company(Right::Order)?;
    let people = accounts::rows::people(kontor, Some(company)).await?;
    Ok(people
        .into_iter()
        .filter(|p| p.may(Right::Order) && !p.blocked && p.id.as_str() != owner)
        .map(|p| (p.id, p.name))
        .collect())
}
