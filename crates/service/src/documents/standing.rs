//! Where something stands in the chain, and whether the chain holds there: for pages that everybody may ask, so with an end.

use kontor_domain::documents::{ChainCheck, ChainEntry, ChainStep, DocumentKind};
use kontor_domain::{DocumentId, Error};
use kontor_store::Variables;

use super::{pen, rows};
use crate::Kontor;
use crate::fault::Fault as _;

/// So many entries are read for one question.
const MOST: usize = 5_000;
/// Of one document, and of one file that several documents have.
const OF_ONE: usize = 500;
const SAME: usize = 20;

/// What was looked at behind an entry.
pub(crate) struct Standing {
    /// All of it is as it was.
    pub holds: bool,
    /// The entry with the number that was asked for was among it.
    pub reached: bool,
}

/// The signed form that has these bytes, in the version that has them. Of other documents nobody outside hears anything.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn signed_form(kontor: &Kontor, hash: &str) -> Result<Option<DocumentId>, Error> {
    let mut vars = Variables::new();
    vars.insert("hash", hash.to_owned());
    let sql = format!("SELECT VALUE document FROM document_version WHERE hash = $hash LIMIT {SAME}");
    let ids: Vec<String> = kontor.store.rows(&sql, vars).await.fault()?;
    let rows = rows::by_ids(kontor, &ids.into_iter().map(DocumentId).collect()).await?;
    Ok(rows.into_iter().find(|row| row.kind == DocumentKind::SignedForm.code()).map(|row| row.id()))
}

/// The SHA-256 of a signed form as it is now.
///
/// # Errors
/// [`Error::NotFound`], also for documents of another kind; [`Error::Unavailable`].
pub(crate) async fn latest_bytes(kontor: &Kontor, id: &DocumentId) -> Result<String, Error> {
    let row = rows::by_id(kontor, id).await?.filter(|row| row.kind == DocumentKind::SignedForm.code());
    Ok(row.ok_or(Error::NotFound)?.data.0.head.latest.hash)
}

/// The entry with which these bytes of a document came in.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn came_in(
    kontor: &Kontor,
    id: &DocumentId,
    content: &str,
) -> Result<Option<ChainEntry>, Error> {
    let came = |entry: &ChainEntry| matches!(entry.what, ChainStep::Archived | ChainStep::VersionAdded);
    let all = pen::of(kontor, id, OF_ONE).await?;
    Ok(all.into_iter().find(|entry| came(entry) && entry.content == content))
}

/// Reads the chain from an entry on until the one with the number `until`, or for so long as one question may take.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn standing(
    kontor: &Kontor,
    entry: &ChainEntry,
    until: Option<u64>,
) -> Result<Standing, Error> {
    // From the one before, whose hash this entry names.
    let from = entry.seq.saturating_sub(2);
    let wanted = until.and_then(|until| usize::try_from(until.saturating_sub(from)).ok());
    let read = pen::after(kontor, from, wanted.map_or(MOST, |wanted| wanted.min(MOST))).await?.entries;
    let mut check = read.first().map(ChainCheck::from).unwrap_or_default();
    let holds = read.iter().all(|entry| check.take(entry).is_empty()) && read.contains(entry);
    let reached = until.is_some_and(|until| read.last().is_some_and(|last| last.seq == until));
    Ok(Standing { holds, reached })
}

/// The day that was closed last.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn closed_day(kontor: &Kontor) -> Result<Option<ChainEntry>, Error> {
    let days = pen::newest(kontor, None, Some(&DocumentId::default())).await?;
    Ok(days.items.into_iter().find(|entry| entry.what == ChainStep::DayClosed))
}

/// The entry that is kept under a number.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn entry_at(kontor: &Kontor, seq: u64) -> Result<Option<ChainEntry>, Error> {
    let Some(before) = seq.checked_sub(1) else { return Ok(None) };
    let found = pen::after(kontor, before, 1).await?;
    Ok(found.entries.into_iter().next().filter(|_| found.last == seq))
}
