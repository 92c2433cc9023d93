//! What happened to the archive last, for who keeps it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::ChainEntry;
use kontor_domain::page::Page;
use kontor_domain::{DocumentId, Error};

use super::pen;
use crate::Kontor;

/// The newest entries, and the days that were closed last.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] without [`Right::KeepArchive`].
pub async fn latest_entries(
    kontor: &Kontor,
    actor: &Actor,
    after: Option<&str>,
) -> Result<(Page<ChainEntry>, Vec<ChainEntry>), Error> {
    actor.require(Right::KeepArchive)?;
    let entries = pen::newest(kontor, after, None).await?;
    let closed = pen::newest(kontor, None, Some(&DocumentId::default())).await?;
    Ok((entries, closed.items))
}
