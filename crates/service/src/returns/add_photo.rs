//! Adds a photo to a return that is not decided yet.

use std::path::Path;

use kontor_domain::accounts::Actor;
use kontor_domain::returns::{MAX_PHOTO_BYTES, MAX_PHOTOS, Photo, PhotoKind, ReturnState};
use kontor_domain::{Error, Problem, ReturnId};
use kontor_store::StoreError;
use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use super::photo::path;
use super::rows::{self, ReturnRow};
use super::{ATTEMPTS, photos_folder};
use crate::Kontor;
use crate::change::Change;
use crate::fault::{Fault as _, internal};

/// Asked before a file is read, so that nobody without the right fills memory or disk.
///
/// # Errors
/// As [`add_photo`], for everything but the file.
pub async fn may_add_photo(kontor: &Kontor, actor: &Actor, id: &ReturnId) -> Result<(), Error> {
    open(kontor, actor, id).await.map(|_| ())
}

/// The file is on disk before the return names it. The same photo again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] also for another company's return, [`Error::Forbidden`] for a colleague's; [`Error::Invalid`] on `photo`
/// for what is no photo or too large; [`Error::Conflict`] with [`Problem::WrongState`] once it is decided.
pub async fn add_photo(kontor: &Kontor, actor: &Actor, id: &ReturnId, bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        return Err(Error::invalid("photo", Problem::Required));
    }
    if bytes.len() > MAX_PHOTO_BYTES {
        let megabytes = u32::try_from(MAX_PHOTO_BYTES >> 20).unwrap_or(u32::MAX);
        return Err(Error::invalid("photo", Problem::FileTooLarge { megabytes }));
    }
    let kind = PhotoKind::detect(bytes).ok_or_else(|| Error::invalid("photo", Problem::NotAPhoto))?;
    let hash = Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let photo = Photo { hash, kind };
    let mut kept = false;
    for _ in 0..ATTEMPTS {
        let row = open(kontor, actor, id).await?;
        let mut data = row.data.0.clone();
        if data.photos.contains(&photo) {
            return Ok(());
        }
        if data.photos.len() >= MAX_PHOTOS {
            let max = u32::try_from(MAX_PHOTOS).unwrap_or(u32::MAX);
            return Err(Error::invalid("photo", Problem::TooManyPhotos { max }));
        }
        if !kept {
            let (folder, path) = (photos_folder(kontor), path(kontor, id, &photo));
            // Whoever sends the same photo at this moment writes a file of their own, and both give it this name.
            let part = folder.join(format!("{}.part", kontor.new_id()));
            keep(&folder, &part, &path, bytes).await.map_err(|e| internal(&e))?;
            kept = true;
        }
        data.photos.push(photo.clone());
        let mut change = Change::new(kontor, actor);
        rows::update(&mut change, &row, row.state()?, &data);
        match change.commit().await {
            Ok(_) => return Ok(()),
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

async fn open(kontor: &Kontor, actor: &Actor, id: &ReturnId) -> Result<ReturnRow, Error> {
    let row = rows::visible(kontor, actor, id).await?;
    if !rows::may_send(actor, row.data.0.person.as_ref()) {
        return Err(Error::Forbidden);
    }
    match row.state()? {
        ReturnState::Requested | ReturnState::Received => Ok(row),
        _ => Err(Error::conflict(Problem::WrongState)),
    }
}

/// Writes a file so that after a power cut it is whole or not there.
async fn keep(folder: &Path, part: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder).await?;
    let mut file = File::create(part).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(part, path).await?;
    File::open(folder).await?.sync_all().await
}
