//! Photos in the data folder, for returns and requests: each is on disk before anything names it.

use std::io;
use std::path::{Path, PathBuf};

use kontor_domain::photos::{MAX_PHOTO_BYTES, MAX_PHOTOS, Photo, PhotoKind};
use kontor_domain::{Error, Problem};
use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use crate::Kontor;
use crate::fault::internal;

/// The folder of the photos.
#[must_use]
pub fn photos_folder(kontor: &Kontor) -> PathBuf {
    kontor.settings.data.join("photos")
}

/// Where a photo of `what` lies.
pub(crate) fn path(kontor: &Kontor, what: &str, photo: &Photo) -> PathBuf {
    photos_folder(kontor).join(format!("{what}-{}.{}", photo.hash, photo.kind.extension()))
}

/// What these bytes are.
///
/// # Errors
/// [`Error::Invalid`] on `photo` for what is no photo or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<Photo, Error> {
    if bytes.is_empty() {
        return Err(Error::invalid("photo", Problem::Required));
    }
    if bytes.len() > MAX_PHOTO_BYTES {
        let megabytes = u32::try_from(MAX_PHOTO_BYTES >> 20).unwrap_or(u32::MAX);
        return Err(Error::invalid("photo", Problem::FileTooLarge { megabytes }));
    }
    let kind = PhotoKind::detect(bytes).ok_or_else(|| Error::invalid("photo", Problem::NotAPhoto))?;
    let hash = Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    Ok(Photo { hash, kind })
}

/// Is there room for one more?
///
/// # Errors
/// [`Error::Invalid`] on `photo`.
pub(crate) fn room(photos: &[Photo]) -> Result<(), Error> {
    if photos.len() < MAX_PHOTOS {
        return Ok(());
    }
    let max = u32::try_from(MAX_PHOTOS).unwrap_or(u32::MAX);
    Err(Error::invalid("photo", Problem::TooManyPhotos { max }))
}

/// Writes a photo of `what` so that after a power cut it is whole or not there.
///
/// # Errors
/// [`Error::Internal`] when the disk refuses.
pub(crate) async fn keep(kontor: &Kontor, what: &str, photo: &Photo, bytes: &[u8]) -> Result<(), Error> {
    let (folder, path) = (photos_folder(kontor), path(kontor, what, photo));
    // Whoever sends the same photo at this moment writes a file of their own, and both give it this name.
    let part = folder.join(format!("{}.part", kontor.new_id()));
    write(&folder, &part, &path, bytes).await.map_err(|e| internal(&e))
}

/// Takes all photos of `what` from the disk.
///
/// # Errors
/// [`Error::Internal`] when the disk refuses.
pub(crate) async fn forget(kontor: &Kontor, what: &str) -> Result<(), Error> {
    take_away(&photos_folder(kontor), &format!("{what}-")).await.map_err(|e| internal(&e))
}

async fn take_away(folder: &Path, beginning: &str) -> io::Result<()> {
    let mut files = match fs::read_dir(folder).await {
        // Nobody has ever sent a photo.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        files => files?,
    };
    while let Some(file) = files.next_entry().await? {
        if file.file_name().to_string_lossy().starts_with(beginning) {
            match fs::remove_file(file.path()).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

async fn write(folder: &Path, part: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let mut file = File::create(part).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(part, path).await?;
    File::open(folder).await?.sync_all().await
}
