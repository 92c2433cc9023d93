//! One photo of a return.

use std::path::PathBuf;

use kontor_domain::accounts::Actor;
use kontor_domain::photos::PhotoKind;
use kontor_domain::{Error, ReturnId};

use super::rows;
use crate::{Kontor, photos};

/// Where the photo with this hash lies, and what it is.
///
/// # Errors
/// [`Error::NotFound`] also for another company's return, [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn photo(
    kontor: &Kontor,
    actor: &Actor,
    id: &ReturnId,
    hash: &str,
) -> Result<(PhotoKind, PathBuf), Error> {
    let row = rows::visible(kontor, actor, id).await?;
    let photo = row.data.0.photos.iter().find(|p| p.hash == hash).ok_or(Error::NotFound)?;
    Ok((photo.kind, photos::path(kontor, id.as_str(), photo)))
}
