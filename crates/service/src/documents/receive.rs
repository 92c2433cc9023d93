//! Takes a file in: counted, hashed and looked into while it comes, never whole in memory.

use bytes::Bytes;
use futures::TryStreamExt as _;
use futures::stream::BoxStream;
use kontor_domain::accounts::Actor;
use kontor_domain::documents::{MAX_DESK_UPLOAD, MAX_UPLOAD, Media, too_large};
use kontor_domain::{Error, Problem};

use super::blobs::{Blob, Staging};
use super::inspect::Inspector;
use super::scan::Scan;
use crate::Kontor;

/// A file as it comes in.
pub type Incoming<'a> = BoxStream<'a, Result<Bytes, Error>>;

/// Keeps the bytes of a file that the archive takes.
///
/// # Errors
/// [`Error::Invalid`] with `file` for one that is empty, too large, of no kind that the archive takes, or that does more than show
/// itself, and for one that the scanner refuses; [`Error::Unavailable`] when there is a scanner and it does not answer;
/// [`Error::Conflict`] with [`Problem::NoRoom`]; [`Error::Internal`] when the disk refuses for another reason; whatever `content` says. Nothing of it is kept then.
pub(super) async fn receive(
    kontor: &Kontor,
    actor: &Actor,
    file: &str,
    content: Incoming<'_>,
) -> Result<(Media, Blob), Error> {
    let blobs = &kontor.archive.blobs;
    let limit = if actor.company().is_some() { MAX_UPLOAD } else { MAX_DESK_UPLOAD };
    let mut staging = blobs.stage(&kontor.new_id()).await?;
    match pour(kontor, &mut staging, file, limit, content).await {
        Ok(media) => Ok((media, blobs.keep(staging).await?)),
        Err(error) => {
            staging.abort().await;
            Err(error)
        }
    }
}

async fn pour(
    kontor: &Kontor,
    staging: &mut Staging,
    file: &str,
    limit: u64,
    mut content: Incoming<'_>,
) -> Result<Media, Error> {
    let wrong = |problem| Error::invalid("file", problem);
    let mut inspector = Inspector::new(file);
    let scanner = &kontor.settings.archive.clamd;
    let mut scan = if scanner.is_empty() { None } else { Some(Scan::begin(scanner).await?) };
    while let Some(piece) = content.try_next().await? {
        if staging.bytes().saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX)) > limit {
            return Err(wrong(too_large(limit)));
        }
        inspector.take(&piece).map_err(wrong)?;
        if let Some(scan) = &mut scan {
            scan.take(&piece).await?;
        }
        staging.write(piece).await?;
    }
    if staging.bytes() == 0 {
        return Err(wrong(Problem::Required));
    }
    let media = inspector.finish().map_err(wrong)?;
    if let Some(scan) = scan {
        scan.verdict().await?;
    }
    Ok(media)
}
