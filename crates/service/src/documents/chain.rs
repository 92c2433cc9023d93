//! The chain as it stands, for who keeps the archive.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::ChainEntry;
use kontor_domain::page::Page;

use super::pen;
use crate::Kontor;

/// Entries of a page.
const PAGE: usize = 200;

/// Oldest first, from behind the entry with the number `after`.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] without [`Right::KeepArchive`].
pub async fn chain(kontor: &Kontor, actor: &Actor, after: u64) -> Result<Page<ChainEntry>, Error> {
    actor.require(Right::KeepArchive)?;
    let entries = pen::after(kontor, after, PAGE + 1).await?.entries;
    Ok(Page::from_rows(entries, PAGE, |entry| entry.seq.to_string()))
}
