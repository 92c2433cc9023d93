//! The content store: bytes under the SHA-256 of themselves, written once, the same ones only once.
//!
//! What comes in is staged under a name of its own while it is hashed, forced to disk, and only then given its name: after a power cut
//! a file is whole or not there. A record names it afterwards; what nobody names is swept ([`super::upkeep`]).

use std::fmt::Write as _;
use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use kontor_domain::{Error, Problem};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use crate::fault::internal;

/// Where the bytes are, below the root.
const PLACE: &str = "sha256";
/// Where they are while they come in.
const STAGE: &str = "incoming";
/// So many pieces (of 5 MiB) may be on their way at once: what an upload takes of memory.
const PIECES: usize = 2;

/// The content store.
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The root as a folder: forcing to disk is ours, `object_store` leaves that to the system.
    folder: PathBuf,
    /// Whoever has bytes that no record names yet reads here; who sweeps writes.
    gate: Arc<RwLock<()>>,
}

/// While somebody holds it, nothing is swept.
pub struct Hold {
    _guard: OwnedRwLockReadGuard<()>,
}

/// Bytes that are kept. They stay at least until this is dropped: by then a record names them.
pub(super) struct Blob {
    pub hash: String,
    pub bytes: u64,
    _hold: Hold,
}

/// Bytes on their way in. What is dropped before it is kept is gone.
pub(super) struct Staging {
    upload: WriteMultipart,
    path: Path,
    hash: Sha256,
    bytes: u64,
}

impl Blobs {
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn in_folder(folder: &FilePath) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?;
        Ok(Self { store: Arc::new(store), folder: folder.to_owned(), gate: Arc::default() })
    }

    /// The folder that a backup copies, while it has a [`Hold`].
    #[must_use]
    pub fn kept_folder(&self) -> PathBuf {
        self.folder.join(PLACE)
    }

    /// Nothing is swept meanwhile.
    pub async fn hold(&self) -> Hold {
        Hold { _guard: Arc::clone(&self.gate).read_owned().await }
    }

    /// Begins to take bytes in, under a name that nobody else has.
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::NoRoom`]; [`Error::Internal`] when the disk refuses for another reason.
    pub(super) async fn stage(&self, id: &str) -> Result<Staging, Error> {
        let path = Path::from(format!("{STAGE}/{id}"));
        let upload = self.store.put_multipart(&path).await.map_err(|e| refused(&e))?;
        Ok(Staging { upload: WriteMultipart::new(upload), path, hash: Sha256::new(), bytes: 0 })
    }

    /// Gives what came in its name. The same bytes once more take the place of the ones that are there: they are the same unless a disk
    /// has eaten at them, and then these are the good ones. And they are new, so that no sweep takes them for forgotten ones.
    ///
    /// # Errors
    /// As [`Self::stage`]; nothing is kept then.
    pub(super) async fn keep(&self, staging: Staging) -> Result<Blob, Error> {
        let Staging { upload, path, hash, bytes } = staging;
        upload.finish().await.map_err(|e| refused(&e))?;
        let hash = hex(hash);
        let hold = self.hold().await;
        let named = async {
            let place = place(&hash);
            to_disk(&self.file(&path)).await?;
            self.store.rename(&path, &place).await.map_err(io::Error::other)?;
            // The entry of the file in its folder, and of the folder in the one above.
            let file = self.file(&place);
            to_disk(file.parent().unwrap_or(&self.folder)).await?;
            to_disk(&self.kept_folder()).await?;
            to_disk(&self.folder).await
        };
        named.await.map_err(|e| refused(&e))?;
        Ok(Blob { hash, bytes, _hold: hold })
    }

    /// Reads what is kept under a hash. The last piece only comes when all of them are what the hash says: nobody receives a whole
    /// document that is not the one that was kept.
    ///
    /// # Errors
    /// [`Error::Internal`] when it is not there, and at the end of the stream when it was changed.
    pub(super) async fn read(&self, hash: &str) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
        let found = self.store.get(&place(hash)).await.map_err(|e| internal(&e))?;
        Ok(checked(found.into_stream().map_err(|e| internal(&e)).boxed(), hash.to_owned()))
    }

    /// The hash that what is kept under `hash` really has; nothing when it is not there.
    ///
    /// # Errors
    /// [`Error::Internal`] when the disk refuses.
    pub(super) async fn sum(&self, hash: &str) -> Result<Option<String>, Error> {
        let found = match self.store.get(&place(hash)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(|e| internal(&e))?,
        };
        let mut pieces = found.into_stream();
        let mut sum = Sha256::new();
        while let Some(piece) = pieces.try_next().await.map_err(|e| internal(&e))? {
            sum.update(&piece);
        }
        Ok(Some(hex(sum)))
    }

    /// Everything that is kept, with the moment it came in.
    pub(super) fn all(&self) -> BoxStream<'static, Result<(String, jiff::Timestamp), Error>> {
        let named = |meta: ObjectMeta| {
            let hash = meta.location.filename().unwrap_or_default().to_owned();
            let at = jiff::Timestamp::from_millisecond(meta.last_modified.timestamp_millis());
            (hash, at.unwrap_or_default())
        };
        self.store.list(Some(&Path::from(PLACE))).map_ok(named).map_err(|e| internal(&e)).boxed()
    }

    /// Removes what is kept under `hash`, if `unused` says that nobody names it while nobody can begin to. Where somebody is just about
    /// to, or copies, it stays for the next sweep: nobody who sends something in ever waits for a sweep that waits.
    ///
    /// # Errors
    /// As `unused`; [`Error::Internal`] when the disk refuses.
    pub(super) async fn remove_if(
        &self,
        hash: &str,
        unused: impl Future<Output = Result<bool, Error>>,
    ) -> Result<bool, Error> {
        let Ok(_alone) = self.gate.try_write() else { return Ok(false) };
        if !unused.await? {
            return Ok(false);
        }
        match self.store.delete(&place(hash)).await {
            Ok(()) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(e) => Err(internal(&e)),
        }
    }

    /// Removes what was broken off before `before`: the process died, or the sender went away.
    ///
    /// # Errors
    /// [`Error::Internal`] when the disk refuses.
    pub(super) async fn forget_broken_off(&self, before: jiff::Timestamp) -> Result<usize, Error> {
        self.sweep_stage(before).await.map_err(|e| internal(&e))
    }

    async fn sweep_stage(&self, before: jiff::Timestamp) -> io::Result<usize> {
        let mut gone = 0;
        let mut files = match fs::read_dir(self.folder.join(STAGE)).await {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(0),
            files => files?,
        };
        while let Some(file) = files.next_entry().await? {
            let written = file.metadata().await?.modified()?;
            if jiff::Timestamp::try_from(written).is_ok_and(|at| at < before) {
                fs::remove_file(file.path()).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    fn file(&self, path: &Path) -> PathBuf {
        self.folder.join(path.as_ref())
    }
}

impl Staging {
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// # Errors
    /// As [`Blobs::stage`].
    pub async fn write(&mut self, piece: Bytes) -> Result<(), Error> {
        self.upload.wait_for_capacity(PIECES).await.map_err(|e| refused(&e))?;
        self.hash.update(&piece);
        self.bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.upload.put(piece);
        Ok(())
    }

    /// It is not wanted.
    pub async fn abort(self) {
        if let Err(e) = self.upload.abort().await {
            // What is left of it is swept.
            tracing::warn!("an upload that was refused: {e}");
        }
    }
}

/// Two letters of it are a folder, or one folder would have them all.
fn place(hash: &str) -> Path {
    let folder = hash.get(..2).unwrap_or("--");
    Path::from(format!("{PLACE}/{folder}/{hash}"))
}

async fn to_disk(path: &FilePath) -> io::Result<()> {
    fs::File::open(path).await?.sync_all().await
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Why the disk did not take something: a full one is told as what it is, however deep it stands in the error.
fn refused(error: &(dyn std::error::Error + 'static)) -> Error {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    let full =
        |error: &io::Error| matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    if causes.any(|cause| cause.downcast_ref().is_some_and(full)) {
        tracing::error!("the disk of the archive is full");
        return Error::conflict(Problem::NoRoom);
    }
    internal(&error)
}

/// How far a stream was read.
struct Checked {
    pieces: BoxStream<'static, Result<Bytes, Error>>,
    sum: Sha256,
    hash: String,
    /// The last piece that came.
    held: Bytes,
}

fn checked(
    pieces: BoxStream<'static, Result<Bytes, Error>>,
    hash: String,
) -> BoxStream<'static, Result<Bytes, Error>> {
    let start = Checked { pieces, sum: Sha256::new(), hash, held: Bytes::new() };
    futures::stream::try_unfold(Some(start), |state| async move {
        let Some(mut at) = state else { return Ok(None) };
        while let Some(piece) = at.pieces.try_next().await? {
            at.sum.update(&piece);
            let before = std::mem::replace(&mut at.held, piece);
            if !before.is_empty() {
                return Ok(Some((before, Some(at))));
            }
        }
        let found = hex(at.sum);
        if found == at.hash {
            Ok(Some((at.held, None)))
        } else {
            Err(internal(&format!("{} in the archive was changed: now {found}", at.hash)))
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_what_it_is_and_nothing_else_is() {
        let told = |kind: io::ErrorKind| {
            let source = Box::new(io::Error::from(kind));
            refused(&object_store::Error::Generic { store: "folder", source })
        };
        assert_eq!(told(io::ErrorKind::StorageFull), Error::conflict(Problem::NoRoom));
        assert!(matches!(told(io::ErrorKind::PermissionDenied), Error::Internal { .. }));
        // As what the system itself says it.
        assert_eq!(refused(&io::Error::from_raw_os_error(28)), Error::conflict(Problem::NoRoom));
    }
}
