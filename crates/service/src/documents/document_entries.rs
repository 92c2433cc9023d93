//! What the chain says of one document, for the desk.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::ChainEntry;
use kontor_domain::{DocumentId, Error};

use super::{pen, rows};
use crate::Kontor;

/// Its newest entries, newest first.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] for customers; [`Error::NotFound`].
pub async fn document_entries(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
) -> Result<Vec<ChainEntry>, Error> {
    actor.require(Right::Desk)?;
    rows::seen(kontor, actor, id).await?;
    Ok(pen::newest(kontor, None, Some(id)).await?.items)
}
