//! The content store: bytes under the SHA-256 of themselves, written once, the same ones only once.
//!
//! What comes in is staged under a name of its own while it is hashed, and only then given its name. In a folder it is forced to disk
//! before: after a power cut a file is whole or not there. In a bucket it is uploaded in parts and copied, and either happens whole or not
//! at all. A record names it afterwards; what nobody names is swept ([`super::upkeep`]).

use std::fmt::Write as _;
use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{StreamExt as _, TryStreamExt as _};
use kontor_domain::{Error, Problem};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use super::bucket::Bucket;
use crate::fault::internal;

/// Where the bytes are, below the root.
const PLACE: &str = "sha256";
/// Where they are while they come in.
const STAGE: &str = "incoming";
/// In a bucket the object, in the archive's folder the file, with the name of the house that removes what nobody names.
const HOUSE: &str = "house";
/// So much is asked of a bucket at once: each piece has its time and its new attempts, however slowly somebody reads.
const RANGE: u64 = 4 << 20;
/// So many pieces (of 5 MiB) may be on their way at once: what an upload takes of memory.
const PIECES: usize = 2;

/// The content store.
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    ground: Ground,
    /// Whoever has bytes that no record names yet reads here; who sweeps writes.
    gate: Arc<RwLock<()>>,
}

/// What the bytes lie on.
enum Ground {
    /// The root as a folder: forcing to disk is ours, `object_store` leaves that to the system.
    Folder(PathBuf),
    /// Several houses may have the same bucket, a restored copy of this one for a start, and what one of them does not name another may:
    /// only the one whose name stands there removes.
    Bucket { address: String, house: String },
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

/// Bytes on their way in. What is dropped before it is kept is gone: from a folder at once. Parts in a bucket are ended by a rule of the
/// bucket, since `object_store` cannot list them.
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
        let ground = Ground::Folder(folder.to_owned());
        Ok(Self { store: Arc::new(store), ground, gate: Arc::default() })
    }

    /// Nothing is asked of the bucket yet: it may be down while the house opens. `folder` is the archive's, for what is this house's own;
    /// `name` gives a name that nobody else has.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn in_bucket(
        bucket: &Bucket<'_>,
        folder: &FilePath,
        name: impl FnOnce() -> String,
    ) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let ground = Ground::Bucket { address: bucket.address(), house: house(folder, name)? };
        let store = bucket.open().map_err(io::Error::other)?;
        Ok(Self { store, ground, gate: Arc::default() })
    }

    /// The folder that a backup copies, while it has a [`Hold`]; none with a bucket.
    #[must_use]
    pub fn kept_folder(&self) -> Option<PathBuf> {
        match &self.ground {
            Ground::Folder(root) => Some(root.join(PLACE)),
            Ground::Bucket { .. } => None,
        }
    }

    /// `s3://BUCKET/PREFIX`, if the bytes lie there.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        match &self.ground {
            Ground::Folder(_) => None,
            Ground::Bucket { address, .. } => Some(address),
        }
    }

    /// May this house remove what nobody names? From a bucket the first one that asks.
    ///
    /// # Errors
    /// [`Error::Internal`] when the bucket refuses or does not answer.
    pub async fn ours(&self) -> Result<bool, Error> {
        let Ground::Bucket { address, house } = &self.ground else { return Ok(true) };
        let object = Path::from(HOUSE);
        let found = match self.store.get(&object).await {
            Ok(found) => found.bytes().await,
            Err(object_store::Error::NotFound { .. }) => {
                self.store.put(&object, house.clone().into()).await.map_err(|e| trouble(&e))?;
                return Ok(true);
            }
            Err(e) => Err(e),
        };
        let ours = found.map_err(|e| trouble(&e))?[..] == *house.as_bytes();
        if !ours {
            tracing::warn!("{address} is another house's by its object `{HOUSE}`: nothing is removed there");
        }
        Ok(ours)
    }

    /// Nothing is swept meanwhile.
    pub async fn hold(&self) -> Hold {
        Hold { _guard: Arc::clone(&self.gate).read_owned().await }
    }

    /// Begins to take bytes in, under a name that nobody else has.
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::NoRoom`]; [`Error::Internal`] when disk or bucket refuse for another reason.
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
        self.give_name(&path, &place(&hash)).await.map_err(|e| refused(&e))?;
        Ok(Blob { hash, bytes, _hold: hold })
    }

    /// In a bucket that is a copy, and then the staged one goes. One copy takes 5 GB: many times what the archive takes as a document.
    async fn give_name(&self, staged: &Path, place: &Path) -> io::Result<()> {
        let Ground::Folder(root) = &self.ground else {
            return self.store.rename(staged, place).await.map_err(io::Error::other);
        };
        to_disk(&root.join(staged.as_ref())).await?;
        self.store.rename(staged, place).await.map_err(io::Error::other)?;
        // The entry of the file in its folder, and of the folder in the one above.
        let file = root.join(place.as_ref());
        to_disk(file.parent().unwrap_or(root)).await?;
        to_disk(&root.join(PLACE)).await?;
        to_disk(root).await
    }

    /// Reads what is kept under a hash. The last piece only comes when all of them are what the hash says: nobody receives a whole
    /// document that is not the one that was kept.
    ///
    /// # Errors
    /// [`Error::Internal`] when it is not there, and at the end of the stream when it was changed.
    pub(super) async fn read(&self, hash: &str) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
        let pieces = self.pieces(hash).await.map_err(|e| trouble(&e))?;
        Ok(checked(pieces.map_err(|e| trouble(&e)).boxed(), hash.to_owned()))
    }

    async fn pieces(&self, hash: &str) -> object_store::Result<Pieces> {
        let place = place(hash);
        if let Ground::Folder(_) = &self.ground {
            return Ok(self.store.get(&place).await?.into_stream());
        }
        let whole = self.store.head(&place).await?.size;
        let store = Arc::clone(&self.store);
        let pieces = stream::try_unfold(0, move |from: u64| {
            let (store, place, to) = (Arc::clone(&store), place.clone(), whole.min(from + RANGE));
            async move {
                if from == to {
                    return Ok(None);
                }
                store.get_range(&place, from..to).await.map(|piece| Some((piece, to)))
            }
        });
        Ok(pieces.boxed())
    }

    /// The hash that what is kept under `hash` really has; nothing when it is not there.
    ///
    /// # Errors
    /// [`Error::Internal`] when disk or bucket refuse.
    pub(super) async fn sum(&self, hash: &str) -> Result<Option<String>, Error> {
        let sum = async {
            let (mut pieces, mut sum) = (self.pieces(hash).await?, Sha256::new());
            while let Some(piece) = pieces.try_next().await? {
                sum.update(&piece);
            }
            Ok::<_, object_store::Error>(hex(sum))
        };
        match sum.await {
            Ok(sum) => Ok(Some(sum)),
            // From a bucket it may also go between two pieces.
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(trouble(&e)),
        }
    }

    /// Everything that is kept, with the moment it came in.
    pub(super) fn all(&self) -> BoxStream<'static, Result<(String, jiff::Timestamp), Error>> {
        let named = |meta: ObjectMeta| (meta.location.filename().unwrap_or_default().to_owned(), came(&meta));
        self.store.list(Some(&Path::from(PLACE))).map_ok(named).map_err(|e| trouble(&e)).boxed()
    }

    /// Removes what is kept under `hash`, if `unused` says that nobody names it while nobody can begin to. Where somebody is just about
    /// to, or copies, it stays for the next sweep: nobody who sends something in ever waits for a sweep that waits. From a bucket only
    /// the house that it is of removes ([`Self::ours`]).
    ///
    /// # Errors
    /// As `unused`; [`Error::Internal`] when disk or bucket refuse.
    pub(super) async fn remove_if(
        &self,
        hash: &str,
        unused: impl Future<Output = Result<bool, Error>>,
    ) -> Result<bool, Error> {
        let Ok(_alone) = self.gate.try_write() else { return Ok(false) };
        if !unused.await? || !self.ours().await? {
            return Ok(false);
        }
        match self.store.delete(&place(hash)).await {
            Ok(()) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(e) => Err(trouble(&e)),
        }
    }

    /// Removes what was broken off before `before`: the process died, or the sender went away.
    ///
    /// # Errors
    /// [`Error::Internal`] when disk or bucket refuse.
    pub(super) async fn forget_broken_off(&self, before: jiff::Timestamp) -> Result<usize, Error> {
        match &self.ground {
            Ground::Folder(root) => sweep_folder(&root.join(STAGE), before).await.map_err(|e| internal(&e)),
            Ground::Bucket { .. } => self.sweep_stage(before).await.map_err(|e| trouble(&e)),
        }
    }

    /// What is whole there and was never named.
    async fn sweep_stage(&self, before: jiff::Timestamp) -> object_store::Result<usize> {
        let (mut gone, mut staged) = (0, self.store.list(Some(&Path::from(STAGE))));
        while let Some(meta) = staged.try_next().await? {
            if came(&meta) < before {
                self.store.delete(&meta.location).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }
}

/// Files that are half, which `object_store` keeps to itself when it lists a folder.
async fn sweep_folder(stage: &FilePath, before: jiff::Timestamp) -> io::Result<usize> {
    let mut gone = 0;
    let mut files = match fs::read_dir(stage).await {
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

/// The name of this house beside others on the same bucket. It is in no backup: what is restored from one is another house until somebody
/// says otherwise.
fn house(folder: &FilePath, name: impl FnOnce() -> String) -> io::Result<String> {
    let file = folder.join(HOUSE);
    match std::fs::read_to_string(&file) {
        Ok(known) if !known.is_empty() => Ok(known),
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => {
            let name = name();
            std::fs::write(&file, &name)?;
            Ok(name)
        }
    }
}

fn came(meta: &ObjectMeta) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(meta.last_modified.timestamp_millis()).unwrap_or_default()
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

/// What holds the bytes does not give them, or does not answer.
fn trouble(error: &dyn std::fmt::Display) -> Error {
    internal(&format!("the content store of the archive: {error}"))
}

/// Why something was not taken: a full disk is told as what it is, however deep it stands in the error.
fn refused(error: &(dyn std::error::Error + 'static)) -> Error {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    let full =
        |error: &io::Error| matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    if causes.any(|cause| cause.downcast_ref().is_some_and(full)) {
        tracing::error!("the disk of the archive is full");
        return Error::conflict(Problem::NoRoom);
    }
    trouble(&error)
}

/// What is kept, as it comes.
type Pieces = BoxStream<'static, object_store::Result<Bytes>>;

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
    stream::try_unfold(Some(start), |state| async move {
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
