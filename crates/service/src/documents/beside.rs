//! Bytes in the content store that are no documents of the archive: what people are shown before they sign. The record of their room names
//! them, so that the sweep leaves them ([`super::rows::unused`]).

use bytes::Bytes;
use futures::TryStreamExt as _;
use kontor_domain::Error;

use super::blobs::Blob;
use crate::Kontor;

/// Bytes that are kept. They stay at least until this is dropped: by then a record names them.
pub(crate) struct Kept {
    blob: Blob,
}

impl Kept {
    /// SHA-256 of them, and their name.
    pub fn hash(&self) -> &str {
        &self.blob.hash
    }
}

/// # Errors
/// [`Error::Conflict`] with `NoRoom`; [`Error::Internal`] when the disk refuses.
pub(crate) async fn keep_beside(kontor: &Kontor, bytes: Vec<u8>) -> Result<Kept, Error> {
    let blobs = &kontor.archive.blobs;
    let mut staging = blobs.stage(&kontor.new_id()).await?;
    staging.write(Bytes::from(bytes)).await?;
    Ok(Kept { blob: blobs.keep(staging).await? })
}

/// Whole, and what its hash says.
///
/// # Errors
/// [`Error::Internal`] when it is not there or was changed.
pub(crate) async fn read_beside(kontor: &Kontor, hash: &str) -> Result<Vec<u8>, Error> {
    let pieces: Vec<Bytes> = kontor.archive.blobs.read(hash).await?.try_collect().await?;
    Ok(pieces.concat())
}
