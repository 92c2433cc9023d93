//! Takes a line out of a cart.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::{CartId, Error, PartKey, Quantity};

use super::rows::{self, commit, id};
use crate::Kontor;
use crate::change::Change;

/// Removing what is not there is fine.
///
/// # Errors
/// As [`super::add_line()`] for the cart.
pub async fn remove_line(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    part: &PartKey,
) -> Result<(), Error> {
    let cart = rows::open(kontor, actor, cart, CartRight::Edit).await?;
    let mut change = Change::new(kontor, actor);
    cart.hold(kontor, &mut change.tx);
    change.tx.delete(id(&cart.id, part));
    cart.trace(&mut change, actor, part, Quantity::ZERO)?;
    commit(change).await?;
    Ok(())
}
