//! One photo of a form.

use kontor_domain::accounts::Actor;
use kontor_domain::photos::Photo;
use kontor_domain::{Error, FormId};

use super::rows::seen;
use crate::fault::internal;
use crate::{Kontor, photos};

/// # Errors
/// [`Error::NotFound`], also for another company's form and for a photo of another form; [`Error::Unauthenticated`],
/// [`Error::Forbidden`]; [`Error::Internal`] when the disk refuses.
pub async fn form_photo(
    kontor: &Kontor,
    actor: &Actor,
    form: &FormId,
    hash: &str,
) -> Result<(Photo, Vec<u8>), Error> {
    let row = seen(kontor, actor, form).await?.row;
    let photo = row.data.0.photos.into_iter().find(|photo| photo.hash == hash).ok_or(Error::NotFound)?;
    let bytes = tokio::fs::read(photos::path(kontor, form.as_str(), &photo)).await;
    Ok((photo, bytes.map_err(|e| internal(&e))?))
}
