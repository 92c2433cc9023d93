//! Somebody signs on the device of whoever asked, who vouches for having seen them.

use kontor_domain::accounts::Actor;
use kontor_domain::signatures::{Known, Round, Sign};
use kontor_domain::{Error, FormId, Problem};

use super::round;
use super::round::managed;
use super::rows::{TRIES, settled};
use super::sign::{checked, put};
use crate::Kontor;
use crate::change::Change;

/// # Errors
/// As [`managed`]; [`Error::NotFound`] for a field of somebody who gets mail; [`Error::Invalid`] with `written` or `consent`;
/// [`Error::Conflict`] with [`Problem::NotYourTurn`], [`Problem::AlreadyDone`], [`Problem::WrongState`], or
/// [`Problem::ChangedMeanwhile`] when another document was shown.
pub async fn sign_here(
    kontor: &Kontor,
    actor: &Actor,
    form: &FormId,
    element: &str,
    command: &Sign,
) -> Result<Round, Error> {
    for _ in 0..TRIES {
        let row = managed(kontor, actor, form).await?;
        let written = checked(command)?;
        let n = row.position(element).ok_or(Error::NotFound)?;
        if row.data.0.signers.get(n).is_none_or(|signer| !signer.email.is_empty()) {
            return Err(Error::NotFound);
        }
        // Only a person can have seen somebody.
        actor.person().ok_or(Error::Forbidden)?;
        let known = Known::Vouched { by: actor.name().to_owned() };
        let mut change = Change::new(kontor, actor);
        put(kontor, &mut change, row, n, command, written, known).await?;
        if settled(change.commit().await, Error::conflict(Problem::ChangedMeanwhile))? {
            return round(kontor, actor, form).await?.ok_or(Error::NotFound);
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
