//! Deletes a cart.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartRight;
use kontor_domain::events::Happened;
use kontor_domain::{CartId, Error, Problem};
use kontor_store::Tx;

use super::make_cart::one_less;
use super::rows::{self, DELETED, OPEN, Opened, commit};
use crate::Kontor;
use crate::change::Change;

/// Never one with lines unless `also_lines` says so: whoever put something in between looking and pressing keeps it. The lines
/// stay with the deleted cart and come back with it ([`super::restore_cart()`]).
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::CartNotEmpty`], with [`Problem::CartGone`] when it is deleted already;
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it, and for the shared one.
pub async fn delete_cart(
    kontor: &Kontor,
    actor: &Actor,
    cart: &CartId,
    also_lines: bool,
) -> Result<(), Error> {
    let row = rows::managed(kontor, actor, cart).await?;
    let opened = rows::open(kontor, actor, Some(cart), CartRight::View).await?;
    let lines = u32::try_from(rows::count(kontor, cart).await?).unwrap_or(u32::MAX);
    if lines > 0 && !also_lines {
        return Err(Error::conflict(Problem::CartNotEmpty { lines }));
    }
    let mut change = Change::new(kontor, actor);
    close(&mut change.tx, &opened, lines);
    change.event(&opened.subject()?, Happened::CartDeleted { name: row.name, lines });
    commit(change).await.map(|_| ())
}

/// Guard `version`: with as many lines as were seen, since everything that writes lines writes the cart's record too.
pub(super) fn close(tx: &mut Tx, cart: &Opened, lines: u32) {
    let (key, lines) = (tx.bind(cart.id.to_string()), tx.bind(i64::from(lines)));
    one_less(tx, &cart.company);
    tx.guarded(
        rows::cart_id(&cart.id),
        &format!("state = '{DELETED}', version += 1"),
        &format!(
            "state = '{OPEN}' AND array::len((SELECT VALUE id FROM cart_line WHERE cart = {key})) = {lines}"
        ),
        "version",
    );
}
