//! Keeps the full text of the archive in step with the store.

use std::collections::{BTreeMap, BTreeSet};

use kontor_domain::documents::{DocumentVersion, SnippetPart};
use kontor_domain::{Date, DocumentId, Error};
use kontor_extract::Wanted;
use kontor_search::{ArchiveDocument, snippet};

use super::read_file::read_file;
use super::rows::{self, DocumentRow};
use crate::Kontor;
use crate::fault::{Fault as _, internal};

/// Brings these documents in the index up to date: what is new or has a new version is read, what is gone goes. Answers those whose
/// bytes could not be had, and why: they are found by their title alone.
///
/// # Errors
/// [`Error::Unavailable`], [`Error::Internal`]; then nothing was done.
pub(crate) async fn index_texts(
    kontor: &Kontor,
    ids: &BTreeSet<DocumentId>,
) -> Result<BTreeMap<DocumentId, Error>, Error> {
    let rows = rows::by_ids(kontor, ids).await?;
    let there: BTreeSet<DocumentId> = rows.iter().map(DocumentRow::id).collect();
    let gone: Vec<String> = ids.difference(&there).map(ToString::to_string).collect();
    let (mut documents, mut unread) = (Vec::with_capacity(rows.len()), BTreeMap::new());
    for row in &rows {
        let (document, error) = document(kontor, row).await;
        documents.push(document);
        unread.extend(error.map(|error| (row.id(), error)));
    }
    let index = kontor.archive.index.clone();
    let applied = tokio::task::spawn_blocking(move || index.apply(documents, &gone));
    applied.await.map_err(|e| internal(&e))?.fault()?;
    Ok(unread)
}

/// A document as the index knows it; when its bytes cannot be had, without its text and with the reason.
pub(super) async fn document(kontor: &Kontor, row: &DocumentRow) -> (ArchiveDocument, Option<Error>) {
    let (body, error) = match body(kontor, &row.data.0.head.latest).await {
        Ok(body) => (body, None),
        Err(error) => (String::new(), Some(error)),
    };
    let document = ArchiveDocument {
        id: row.seq.clone(),
        reader: row.reader.clone(),
        company: row.company.clone(),
        case: row.case.clone(),
        machine: row.machine.clone(),
        kind: row.kind.clone(),
        dated: day(row.summary().dated),
        words: row.data.0.words.clone(),
        body,
    };
    (document, error)
}

/// Where in its text the words stand that were asked for.
///
/// # Errors
/// [`Error::Internal`].
pub(super) async fn parts(
    kontor: &Kontor,
    row: &DocumentRow,
    question: &str,
) -> Result<Vec<SnippetPart>, Error> {
    // Only what was read before: nobody who searches waits for a file to be read.
    let read = kontor.archive.derived.get(&row.data.0.head.latest.hash, Wanted::Text).await?;
    let text = String::from_utf8(read.unwrap_or_default()).unwrap_or_default();
    let pieces = snippet(&text, question).into_iter();
    Ok(pieces.map(|piece| SnippetPart { text: piece.text, hit: piece.hit }).collect())
}

/// A day as a number that sorts as days do.
pub(super) fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

async fn body(kontor: &Kontor, version: &DocumentVersion) -> Result<String, Error> {
    let text = read_file(kontor, version, Wanted::Text).await?;
    Ok(String::from_utf8(text).unwrap_or_default())
}
