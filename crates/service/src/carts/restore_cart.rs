//! Brings a deleted cart back.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::events::Happened;
use kontor_domain::{CartId, Error};

use super::make_cart::one_more;
use super::rows::{self, DELETED, OPEN, Opened, commit};
use crate::Kontor;
use crate::change::Change;

/// With its lines. One that is there already is fine.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::TooManyCarts`]; [`Error::NotFound`], [`Error::Forbidden`] as [`super::delete_cart()`].
pub async fn restore_cart(kontor: &Kontor, actor: &Actor, cart: &CartId) -> Result<(), Error> {
    let row = rows::managed(kontor, actor, cart).await?;
    if row.state == OPEN {
        return Ok(());
    }
    let name = row.name.clone();
    let cart = Opened::named(row, CartRight::Order, false);
    let mut change = Change::new(kontor, actor);
    one_more(&mut change.tx, &cart.company);
    change.tx.guarded(
        rows::cart_id(&cart.id),
        &format!("state = '{OPEN}', version += 1"),
        &format!("state = '{DELETED}'"),
        "version",
    );
    change.event(&cart.subject()?, Happened::CartRestored { name });
    commit(change).await.map(|_| ())
}
