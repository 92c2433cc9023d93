//! What is known of a version, for who asks before they take it.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::DocumentVersion;
use kontor_domain::{DocumentId, Error};

use super::rows;
use crate::Kontor;

/// The latest version, or the one with this number. Nobody has its bytes by that, so nothing is written down.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's and for versions that there are not.
pub async fn find_version(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    number: Option<u32>,
) -> Result<DocumentVersion, Error> {
    let row = rows::seen(kontor, actor, id).await?.row;
    rows::version(kontor, &row, number).await
}
