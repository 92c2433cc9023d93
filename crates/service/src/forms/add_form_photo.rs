//! Adds a photo to a form: answers may name it from then on.

use kontor_domain::accounts::Actor;
use kontor_domain::forms::MAX_FORM_PHOTOS;
use kontor_domain::photos::{Photo, PhotoKind};
use kontor_domain::{Error, FormId, Problem};
use kontor_store::StoreError;

use super::rows::{fillable, write};
use super::{ATTEMPTS, forget_photos};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, photos};

/// Asked before a file is read, so that nobody without the right fills memory or disk.
///
/// # Errors
/// As [`add_form_photo`], for everything but the file.
pub async fn may_add_form_photo(kontor: &Kontor, actor: &Actor, form: &FormId) -> Result<(), Error> {
    fillable(kontor, actor, form).await.map(|_| ())
}

/// The file is on disk before the form names it. The same photo again changes nothing.
///
/// # Errors
/// [`Error::NotFound`], also for another company's; [`Error::Forbidden`] for who only reads; [`Error::Conflict`] with
/// [`Problem::FormNotOpen`]; [`Error::Invalid`] on `photo` for what is no photo, cannot be printed, is too large or one too many.
pub async fn add_form_photo(
    kontor: &Kontor,
    actor: &Actor,
    form: &FormId,
    bytes: &[u8],
) -> Result<Photo, Error> {
    fillable(kontor, actor, form).await?;
    let photo = photos::read(bytes)?;
    // What is signed is printed, and nothing here prints HEIC.
    if photo.kind == PhotoKind::Heic {
        return Err(Error::invalid("photo", Problem::NotPrintable));
    }
    let added = add(kontor, actor, form, &photo, bytes).await;
    if added.is_err() {
        // Discarded while the file was written: the job that takes its photos may have looked before.
        forget_photos(kontor, form).await?;
    }
    added.map(|()| photo)
}

async fn add(
    kontor: &Kontor,
    actor: &Actor,
    form: &FormId,
    photo: &Photo,
    bytes: &[u8],
) -> Result<(), Error> {
    let mut kept = false;
    for _ in 0..ATTEMPTS {
        let row = fillable(kontor, actor, form).await?;
        let mut data = row.data.0.clone();
        if data.photos.contains(photo) {
            return Ok(());
        }
        if data.photos.len() >= MAX_FORM_PHOTOS {
            let max = u32::try_from(MAX_FORM_PHOTOS).unwrap_or(u32::MAX);
            return Err(Error::invalid("photo", Problem::TooManyPhotos { max }));
        }
        if !kept {
            photos::keep(kontor, form.as_str(), photo, bytes).await?;
            kept = true;
        }
        data.photos.push(photo.clone());
        let mut change = Change::new(kontor, actor);
        write(&mut change, &row, data);
        match change.commit().await {
            Ok(_) => return Ok(()),
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
