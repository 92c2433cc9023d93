//! Says who may use a cart.

use std::collections::BTreeSet;

use kontor_domain::accounts::Actor;
use kontor_domain::carts::{CartRight, ShareCart};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::{SerdeWrapper, SurrealValue as _};

use super::cart_settings::colleagues;
use super::rows::{self, commit};
use crate::Kontor;
use crate::change::Change;

/// Replaces the rights of everybody but the owner. Whoever loses theirs works in the shared cart again.
///
/// # Errors
/// [`Error::Invalid`] on `people` for somebody who does not order in this company; [`Error::Conflict`],
/// [`Error::NotFound`], [`Error::Forbidden`] as [`super::rename_cart()`], also for who acts for the customer and would be the
/// only one to see it.
pub async fn share_cart(kontor: &Kontor, actor: &Actor, command: &ShareCart) -> Result<(), Error> {
    let row = rows::managed(kontor, actor, &command.cart).await?;
    let opened = rows::open(kontor, actor, Some(&command.cart), CartRight::View).await?;
    let known = colleagues(kontor, actor, &row.owner).await?;
    let mut seen = BTreeSet::new();
    let wrong = command
        .sharing
        .people
        .iter()
        .any(|share| !seen.insert(&share.person) || known.iter().all(|(id, _)| *id != share.person));
    if wrong {
        return Err(Error::invalid("people", Problem::NotACode));
    }
    if command.sharing.is_private() {
        // Nothing is hidden from the customer on whose behalf it was made.
        actor.require_own()?;
    }
    let mut change = Change::new(kontor, actor);
    opened.hold(kontor, &mut change.tx);
    let sharing = change.tx.bind(SerdeWrapper(command.sharing.clone()).into_value());
    let version = change.tx.bind(command.version);
    change.tx.guarded(
        rows::cart_id(&command.cart),
        &format!("sharing = {sharing}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
    change.event(&opened.subject()?, Happened::CartShared { name: row.name });
    commit(change).await.map(|_| ())
}
