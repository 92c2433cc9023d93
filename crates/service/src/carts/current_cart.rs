//! In which cart somebody works and how many lines are in it, for the header of every page.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{CartHead, CartRight};

use super::rows;
use crate::Kontor;

/// The actor's current cart; nothing for everybody who has none.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn current_cart(kontor: &Kontor, actor: &Actor) -> Result<Option<CartHead>, Error> {
    if actor.require_company(Right::Order).is_err() {
        return Ok(None);
    }
    let cart = rows::open(kontor, actor, None, CartRight::View).await?;
    cart.head(actor, rows::count(kontor, &cart.id).await?).map(Some)
}
