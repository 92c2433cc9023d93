//! Chosen documents as one ZIP: the latest version of each, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt as _;
use futures::stream::BoxStream;
use kontor_domain::accounts::Actor;
use kontor_domain::documents::{MAX_SELECTION, MAX_SELECTION_BYTES, side_by_side};
use kontor_domain::{DocumentId, Error, Problem};
use tokio::sync::mpsc::Sender;

use super::pack::Piece;
use super::{packed, send};
use crate::Kontor;
use crate::documents::open_document::write_down;
use crate::documents::rows::{self, DocumentRow};

/// What is packed counts as opened by the actor, as if they had taken one after the other. The stream ends in an error when a file is
/// damaged or the disk refuses: nobody misses one without noticing.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] when one of them is not there for this actor;
/// [`Error::Invalid`] with `id` for none, for more than [`MAX_SELECTION`] or more than [`MAX_SELECTION_BYTES`].
pub async fn export_selection(
    kontor: &Arc<Kontor>,
    actor: &Actor,
    ids: &[DocumentId],
) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
    // Also says who may ask at all, before anything is said about what they ask.
    rows::reader(kontor, actor).await?;
    let mut there = BTreeSet::new();
    let ids: Vec<_> = ids.iter().filter(|id| there.insert(id.as_str())).collect();
    let max = MAX_SELECTION;
    match u32::try_from(ids.len()) {
        Ok(0) => return Err(Error::invalid("id", Problem::NoDocumentChosen)),
        Ok(count) if count <= max => {}
        _ => return Err(Error::invalid("id", Problem::AtMost { max })),
    }
    let mut chosen = Vec::with_capacity(ids.len());
    for id in ids {
        chosen.push(rows::seen(kontor, actor, id).await?.row);
    }
    let latest = |row: &DocumentRow| row.data.0.head.latest.bytes;
    if chosen.iter().map(latest).fold(0, u64::saturating_add) > MAX_SELECTION_BYTES {
        let megabytes = u32::try_from(MAX_SELECTION_BYTES / 1_000_000).unwrap_or(u32::MAX);
        return Err(Error::invalid("id", Problem::SelectionTooLarge { megabytes }));
    }
    let (kontor, actor) = (Arc::clone(kontor), actor.clone());
    Ok(packed(|pieces| async move { read(&kontor, &actor, &chosen, &pieces).await }))
}

async fn read(
    kontor: &Kontor,
    actor: &Actor,
    chosen: &[DocumentRow],
    pieces: &Sender<Piece>,
) -> Result<(), Error> {
    let names = side_by_side(chosen.iter().map(|row| row.data.0.head.latest.file.as_str()));
    for (row, name) in chosen.iter().zip(names) {
        let latest = &row.data.0.head.latest;
        let mut content = kontor.archive.blobs.read(&latest.hash).await?;
        write_down(kontor, actor, row, latest.number).await?;
        send(pieces, Piece::File(name)).await?;
        while let Some(bytes) = content.try_next().await? {
            send(pieces, Piece::Bytes(bytes)).await?;
        }
    }
    send(pieces, Piece::End).await
}
