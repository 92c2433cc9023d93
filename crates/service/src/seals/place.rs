//! Where a document stands in the chain of the archive, for everybody who has its address.

use jiff::Timestamp;
use kontor_domain::documents::ChainEntry;
use kontor_domain::seals::ChainPlace;
use kontor_domain::{DocumentId, Error};

use super::day;
use crate::{Kontor, documents};

/// Of signed forms alone. It says nothing of what the document is or whose: who has no copy of it learns that there is one, and no more.
///
/// # Errors
/// [`Error::NotFound`], also for every other kind of document; [`Error::Unavailable`].
pub async fn place(kontor: &Kontor, id: &DocumentId) -> Result<ChainPlace, Error> {
    let hash = documents::latest_bytes(kontor, id).await?;
    let entry = documents::came_in(kontor, id, &hash).await?.ok_or(Error::NotFound)?;
    of_entry(kontor, &entry).await
}

/// The place, and when these bytes came there.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn of_bytes(kontor: &Kontor, hash: &str) -> Result<Option<(ChainPlace, Timestamp)>, Error> {
    let Some(id) = documents::signed_form(kontor, hash).await? else { return Ok(None) };
    let Some(entry) = documents::came_in(kontor, &id, hash).await? else { return Ok(None) };
    Ok(Some((of_entry(kontor, &entry).await?, entry.at)))
}

async fn of_entry(kontor: &Kontor, entry: &ChainEntry) -> Result<ChainPlace, Error> {
    let sealed = day::from(kontor, entry.seq).await?;
    let until = sealed.as_ref().map(day::DaySeal::seq);
    let standing = documents::standing(kontor, entry, until).await?;
    // What is farther away than one question goes proves something all the same, and its own word is looked at.
    let day_holds = match &sealed {
        Some(day) => day::fault(kontor, day).await?.is_none(),
        None => true,
    };
    Ok(ChainPlace {
        document: entry.document.clone(),
        seq: entry.seq,
        at: kontor.clock.local_at(entry.at.as_millisecond()),
        hash: entry.hash.clone(),
        sealed_day: sealed.is_some() && standing.reached,
        holds: standing.holds && day_holds,
    })
}
