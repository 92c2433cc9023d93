//! Documents as one ZIP: all of them with every version, what is known of them as CSV and JSON and for who keeps the archive the
//! chain; or a selection ([`export_selection`]).
//!
//! It is written while it is read: only its index is ever whole in memory, and nothing of it on our disk.

mod index;
mod pack;
mod selection;

use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::{DocumentFilter, DocumentSummary, DocumentVersion};
use kontor_domain::events::Happened;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{documents, pen, rows};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};
use index::{Index, Line};
use pack::Piece;
pub use selection::export_selection;

/// Pieces that wait between reading, packing and sending.
const WAITING: usize = 8;
/// Entries of the chain that are asked for at once.
const ENTRIES: usize = 500;

/// Everything of `filter` that the actor sees. A file that is damaged is named in the index, and left out from where it is; the rest is
/// whole. The stream ends in an error when store or disk refuse.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for another company.
pub async fn export(
    kontor: &Arc<Kontor>,
    actor: &Actor,
    filter: &DocumentFilter,
) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
    // The first page, for its refusals.
    documents(kontor, actor, filter).await?;
    let (kontor, actor, filter) = (Arc::clone(kontor), actor.clone(), filter.clone());
    Ok(packed(|pieces| async move { read(&kontor, &actor, filter, &pieces).await }))
}

/// What `read` sends, packed while it is read.
fn packed<R>(read: impl FnOnce(Sender<Piece>) -> R) -> BoxStream<'static, Result<Bytes, Error>>
where
    R: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (pieces, packing) = channel(WAITING);
    let (out, sending) = channel(WAITING);
    tokio::task::spawn_blocking({
        let out = out.clone();
        move || pack::pack(packing, out)
    });
    let reading = read(pieces);
    tokio::spawn(async move {
        if let Err(error) = reading.await {
            // Nobody listens any more when the other side went away.
            let _ = out.send(Err(error)).await;
        }
    });
    futures::stream::unfold(sending, next).boxed()
}

async fn next(
    mut sending: Receiver<Result<Bytes, Error>>,
) -> Option<(Result<Bytes, Error>, Receiver<Result<Bytes, Error>>)> {
    sending.recv().await.map(|piece| (piece, sending))
}

async fn read(
    kontor: &Kontor,
    actor: &Actor,
    mut filter: DocumentFilter,
    pieces: &Sender<Piece>,
) -> Result<(), Error> {
    let (mut index, mut count) = (Index::default(), 0_u32);
    filter.after = None;
    loop {
        let page = documents(kontor, actor, &filter).await?;
        for head in page.items {
            for version in rows::versions(kontor, &head.id).await? {
                let line = file(kontor, &head, &version, pieces).await?;
                index.add(line).map_err(|e| internal(&e))?;
            }
            count = count.saturating_add(1);
        }
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    let (csv, json) = index.files().map_err(|e| internal(&e))?;
    for (name, text) in [("index.csv", csv), ("index.json", json)] {
        send(pieces, Piece::File(name.into())).await?;
        send(pieces, Piece::Bytes(text.into())).await?;
    }
    if actor.has(Right::KeepArchive) {
        chain(kontor, pieces).await?;
    }
    let mut change = Change::new(kontor, actor);
    let mut subject = Subject::new("archive", "export");
    subject.company = actor.company().cloned();
    change.event(&subject, Happened::DocumentsExported { count });
    change.commit().await.fault()?;
    send(pieces, Piece::End).await
}

/// One file; answers what the index says of it.
async fn file(
    kontor: &Kontor,
    head: &DocumentSummary,
    version: &DocumentVersion,
    pieces: &Sender<Piece>,
) -> Result<Line, Error> {
    let path = format!(
        "documents/{}_{}_{}_v{}_{}",
        version.dated,
        head.kind.code(),
        head.id,
        version.number,
        version.file
    );
    let whole = match kontor.archive.blobs.read(&version.hash).await {
        Err(_) => false,
        Ok(mut content) => {
            send(pieces, Piece::File(path.clone())).await?;
            loop {
                match content.try_next().await {
                    Ok(Some(bytes)) => send(pieces, Piece::Bytes(bytes)).await?,
                    Ok(None) => break true,
                    // It was logged where it was found.
                    Err(_) => break false,
                }
            }
        }
    };
    Ok(Line::new(head, version, path, !whole))
}

/// The chain, an entry a line.
async fn chain(kontor: &Kontor, pieces: &Sender<Piece>) -> Result<(), Error> {
    send(pieces, Piece::File("chain.jsonl".into())).await?;
    let mut last = 0;
    loop {
        let stretch = pen::after(kontor, last, ENTRIES).await?;
        let mut lines = Vec::new();
        for entry in &stretch.entries {
            serde_json::to_writer(&mut lines, entry).map_err(|e| internal(&e))?;
            lines.push(b'\n');
        }
        send(pieces, Piece::Bytes(lines.into())).await?;
        if stretch.entries.len() < ENTRIES {
            return Ok(());
        }
        last = stretch.last;
    }
}

async fn send(pieces: &Sender<Piece>, piece: Piece) -> Result<(), Error> {
    // Nobody packs any more: the other side went away.
    pieces.send(piece).await.map_err(|_| Error::Unavailable)
}
