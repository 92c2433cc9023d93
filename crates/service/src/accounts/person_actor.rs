//! In whose name a job acts.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::{Error, PersonId};

use super::rows::by_id;
use crate::Kontor;

/// The actor that this person would be if they signed in now; nobody when they could not.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn person_actor(
    kontor: &Kontor,
    person: &PersonId,
    channel: Channel,
) -> Result<Option<Actor>, Error> {
    let known = by_id(kontor, person).await?.filter(super::rows::Known::may_sign_in);
    Ok(known.map(|known| Actor { channel, ..known.actor(known.language()) }))
}
