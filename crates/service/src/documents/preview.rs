//! A small picture of a version: its first page, or what it is a photo of.

use bytes::Bytes;
use kontor_domain::accounts::Actor;
use kontor_domain::{DocumentId, Error};
use kontor_extract::Wanted;

use super::read_file::read_file;
use super::rows;
use crate::Kontor;

/// A JPEG; nothing for files that have none. It is made when it is asked for first. Nobody is written down for looking at it.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's and for versions that there are
/// not; [`Error::Internal`] when the bytes are not there.
pub async fn preview(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    number: u32,
) -> Result<Option<Bytes>, Error> {
    let row = rows::seen(kontor, actor, id).await?.row;
    let latest = row.data.0.head.latest;
    let version = if latest.number == number {
        latest
    } else {
        let all = rows::versions(kontor, id).await?;
        all.into_iter().find(|version| version.number == number).ok_or(Error::NotFound)?
    };
    let picture = read_file(kontor, &version, Wanted::Picture).await?;
    Ok((!picture.is_empty()).then(|| Bytes::from(picture)))
}
