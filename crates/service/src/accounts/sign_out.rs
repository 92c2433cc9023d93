//! Signing out: here, or everywhere.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_store::{Tx, rid};

use super::rows::{self, fingerprint, is_secret, or_changed};
use super::session;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Ends one session, and acting for a customer in it; unknown ones are over already.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sign_out(kontor: &Kontor, secret: &str) -> Result<(), Error> {
    if is_secret(secret) {
        let mut tx = Tx::new();
        let session = fingerprint(secret);
        tx.delete(super::acting::id(&session));
        tx.delete(rid("session", session));
        kontor.store.transact(&tx).await.fault()?;
    }
    Ok(())
}

/// Ends every session of the actor, on every device.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] for actors who have no sessions; [`Error::Conflict`] when the
/// password was changed at the same moment (which ends them as well).
pub async fn sign_out_everywhere(kontor: &Kontor, actor: &Actor) -> Result<(), Error> {
    let person =
        rows::by_id(kontor, super::my_account::person(actor)?).await?.ok_or(Error::Unauthenticated)?;
    let mut change = Change::new(kontor, actor);
    session::touch(&mut change, &person, "");
    session::end_all(&mut change, &person.id);
    change.event(&person.subject(), Happened::SignedOutEverywhere);
    or_changed(change.commit().await)?;
    Ok(())
}
