//! One photo of a request.

use std::path::PathBuf;

use kontor_domain::accounts::Actor;
use kontor_domain::photos::PhotoKind;
use kontor_domain::{Error, QuoteId};

use super::rows;
use crate::{Kontor, photos};

/// Where the photo with this hash lies, and what it is.
///
/// # Errors
/// [`Error::NotFound`] also for another company's, [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn photo(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    hash: &str,
) -> Result<(PhotoKind, PathBuf), Error> {
    let (row, _) = rows::entered(kontor, actor, quote).await?;
    let photo = row.data.0.photos.iter().find(|p| p.hash == hash).ok_or(Error::NotFound)?;
    Ok((photo.kind, photos::path(kontor, quote.as_str(), photo)))
}
