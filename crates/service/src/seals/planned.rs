//! What a document gets that is sealed now.

use kontor_domain::Error;
use kontor_domain::seals::SealLevel;

use crate::Kontor;

/// Known before it is sealed, since what is printed says it; nothing without a key. [`super::put`] gives this or nothing.
///
/// # Errors
/// [`Error::Unavailable`] when the service of the key does not answer.
pub(crate) async fn planned(kontor: &Kontor) -> Result<Option<SealLevel>, Error> {
    let stamped = kontor.seals.authority.is_some();
    let level = if stamped { SealLevel::Timestamped } else { SealLevel::Basic };
    Ok(kontor.seals.credential(kontor).await?.map(|_| level))
}
