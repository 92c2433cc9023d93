//! Gives a cart another name.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::events::Happened;
use kontor_domain::{CartId, Error};

use super::make_cart::check;
use super::rows::{self, commit};
use crate::Kontor;
use crate::change::Change;

/// # Errors
/// [`Error::Invalid`] on `name`; [`Error::Conflict`] when somebody changed the cart since it was read, or deleted it;
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it, and for the shared one.
pub async fn rename_cart(
    kontor: &Kontor,
    actor: &Actor,
    cart: &CartId,
    version: i64,
    name: &str,
) -> Result<(), Error> {
    rows::managed(kontor, actor, cart).await?;
    let opened = rows::open(kontor, actor, Some(cart), CartRight::View).await?;
    let name = check(name, None)?;
    let mut change = Change::new(kontor, actor);
    opened.hold(kontor, &mut change.tx);
    let (new, version) = (change.tx.bind(name.clone()), change.tx.bind(version));
    change.tx.guarded(
        rows::cart_id(cart),
        &format!("name = {new}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
    change.event(&opened.subject()?, Happened::CartRenamed { name });
    commit(change).await.map(|_| ())
}
