//! Backup and restore: everything in one folder, with a list of its files and their check sums.
//!
//! ```text
//! FOLDER/manifest.json   what is in it, with SHA-256
//! FOLDER/store.surql     the database, consistent as of one moment
//! FOLDER/media/...       the pictures
//! FOLDER/photos/...      what customers photographed for returns and requests
//! FOLDER/documents/... the archive: every file under the SHA-256 of itself, unless a bucket has them
//! FOLDER/hooks.key       what the secrets of webhooks are made with, if there are any
//! ```
//! The indexes of the search are not kept, nor what was made of the archive's files: they are made from store and files. A path that ends in `.surql` means the database alone.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use kontor_service::{Clock, Ids, Kontor, catalog, documents, hooks, photos};
use kontor_store::Store;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::config::Config;
use crate::house;

const MANIFEST: &str = "manifest.json";
const STORE: &str = "store.surql";
const MEDIA: &str = "media";
const PHOTOS: &str = "photos";
/// As in the data folder: what is being received is left out.
const DOCUMENTS: &str = "documents/sha256";
const HOOKS: &str = "hooks.key";
/// Counts up when the layout of the folder changes.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub version: String,
    /// When it was made, RFC 3339.
    pub made: String,
    /// Where the files of the archive were, if they are not in it: `s3://BUCKET/PREFIX`.
    #[serde(default)]
    pub bucket: String,
    pub files: Vec<Entry>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Relative, with slashes.
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

/// Why a backup or restore was not done.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error("{0}")]
    Refused(String),
    #[error("store: {0}")]
    Store(#[from] kontor_store::StoreError),
    #[error("{0}")]
    Open(#[from] house::OpenError),
    #[error("reindex: {0}")]
    Index(kontor_domain::Error),
}

/// Writes a backup while the program is in use. Answers how many files it has.
///
/// # Errors
/// [`BackupError::Refused`] when `to` exists and is not an empty folder.
pub async fn backup(kontor: &Kontor, config: &Config, to: &Path) -> Result<usize, BackupError> {
    if is_file(to) {
        if to.exists() {
            return Err(BackupError::Refused(format!("{} exists already", to.display())));
        }
        kontor.store.export(to).await?;
        return Ok(1);
    }
    if to.exists() && !is_empty(to)? {
        return Err(BackupError::Refused(format!("{} is not empty", to.display())));
    }
    make(to)?;
    // What the exported records name stays until it is copied.
    let _hold = kontor.archive.blobs.hold().await;
    kontor.store.export(&to.join(STORE)).await?;
    // A bucket is not copied: it has copies and versions of its own, and may be far larger than this disk.
    let documents = kontor.archive.blobs.kept_folder();
    let bucket = kontor.archive.blobs.bucket().unwrap_or_default().to_owned();
    let (from, taken, folder) = (config.media(), photos::photos_folder(kontor), to.to_owned());
    let key = hooks::key_file(kontor);
    let made = kontor.clock.now().to_string();
    blocking(move || {
        copy(&from, &folder.join(MEDIA))?;
        // After the database: a photo is on disk before the database names it.
        copy(&taken, &folder.join(PHOTOS))?;
        if let Some(documents) = documents {
            copy(&documents, &folder.join(DOCUMENTS))?;
        }
        keep(&key, &folder.join(HOOKS))?;
        let files = listed(&folder)?;
        let count = files.len();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let manifest = Manifest { format: FORMAT, version, made, bucket, files };
        // Last: a backup that was interrupted has no manifest and is refused.
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| BackupError::Refused(e.to_string()))?;
        let path = folder.join(MANIFEST);
        std::fs::write(&path, text).map_err(|e| at(&path, e))?;
        Ok(count)
    })
    .await
}

/// Fills a new data folder from a backup, brings the schema up to date and makes the search index. Answers the house, open.
///
/// # Errors
/// [`BackupError::Refused`] when the data folder holds a store already, or when a file of the backup is missing or was
/// changed.
pub async fn restore(config: &Config, from: &Path) -> Result<Arc<Kontor>, BackupError> {
    let alone = is_file(from);
    let export = if alone { from.to_owned() } else { from.join(STORE) };
    if !alone {
        let folder = from.to_owned();
        blocking(move || verify(&folder)).await?;
    }
    if let Some(folder) = config.store().folder()
        && folder.exists()
        && !is_empty(&folder)?
    {
        return Err(BackupError::Refused(format!(
            "{} holds a store already: restore into a new data folder",
            folder.display()
        )));
    }
    make(&config.data)?;
    let store = Store::open(&config.store()).await?;
    store.import(&export).await?;
    if !alone {
        let (media, to) = (from.join(MEDIA), config.media());
        let (photos, their) = (from.join(PHOTOS), config.data.join(PHOTOS));
        let (documents, archive) = (from.join(DOCUMENTS), config.data.join(DOCUMENTS));
        let (key, kept) = (from.join(HOOKS), config.data.join(HOOKS));
        blocking(move || {
            copy(&media, &to)?;
            copy(&photos, &their)?;
            copy(&documents, &archive)?;
            keep(&key, &kept)
        })
        .await?;
    }
    let clock = Clock::system(&config.zone).map_err(|e| BackupError::Refused(e.to_string()))?;
    let kontor = house::around(config, store, clock, Ids::from_system()).await?;
    catalog::reindex(&kontor, |_| {}).await.map_err(BackupError::Index)?;
    documents::reindex(&kontor, |_| {}).await.map_err(BackupError::Index)?;
    Ok(kontor)
}

/// What is left to do by hand until the files of the archive are where the restored house looks for them; nothing when they are there.
///
/// # Errors
/// When the backup cannot be read.
pub fn left_to_do(kontor: &Kontor, from: &Path) -> Result<Option<String>, BackupError> {
    if is_file(from) {
        return Ok(None);
    }
    let were = manifest(from)?.bucket;
    let folder = kontor.settings.data.join(DOCUMENTS);
    Ok(match (were.as_str(), kontor.archive.blobs.bucket()) {
        ("", None) => None,
        ("", Some(bucket)) => Some(format!(
            "the documents are in {} and will be looked for in {bucket}/sha256: copy them there",
            folder.display()
        )),
        (were, None) => Some(format!(
            "the backup holds no documents: copy them from {were}/sha256 to {}",
            folder.display()
        )),
        (were, Some(bucket)) if were == bucket => Some(format!(
            "the backup holds no documents: they are expected where they were, in {bucket}. Until its object `house` is \
             deleted, this house removes nothing there"
        )),
        (were, Some(bucket)) => {
            Some(format!("the backup holds no documents: copy them from {were}/sha256 to {bucket}/sha256"))
        }
    })
}

fn manifest(folder: &Path) -> Result<Manifest, BackupError> {
    let path = folder.join(MANIFEST);
    let text = std::fs::read(&path).map_err(|e| at(&path, e))?;
    serde_json::from_slice(&text).map_err(|e| BackupError::Refused(format!("{}: {e}", path.display())))
}

/// Are all files of the manifest there and unchanged?
fn verify(folder: &Path) -> Result<(), BackupError> {
    let manifest = manifest(folder)?;
    if manifest.format != FORMAT {
        return Err(BackupError::Refused(format!("backup format {} is not known here", manifest.format)));
    }
    for entry in &manifest.files {
        let relative = Path::new(&entry.path);
        if !relative.components().all(|c| matches!(c, Component::Normal(_))) {
            return Err(BackupError::Refused(format!("{} leads out of the backup", entry.path)));
        }
        let (_, sha256) = sum(&folder.join(relative))?;
        if sha256 != entry.sha256 {
            return Err(BackupError::Refused(format!(
                "{} was changed since the backup was made",
                entry.path
            )));
        }
    }
    if manifest.files.iter().any(|f| f.path == STORE) {
        Ok(())
    } else {
        Err(BackupError::Refused(format!("the backup has no {STORE}")))
    }
}

fn listed(folder: &Path) -> Result<Vec<Entry>, BackupError> {
    let mut entries = Vec::new();
    for path in files(folder)? {
        let (bytes, sha256) = sum(&path)?;
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let names: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        entries.push(Entry { path: names.join("/"), bytes, sha256 });
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Every file below `folder`; none when it does not exist.
fn files(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(|e| at(&folder, e))? {
            let entry = entry.map_err(|e| at(&folder, e))?;
            let kind = entry.file_type().map_err(|e| at(&folder, e))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    for path in files(from)? {
        let target = to.join(path.strip_prefix(from).unwrap_or(&path));
        if let Some(folder) = target.parent() {
            make(folder)?;
        }
        std::fs::copy(&path, &target).map_err(|e| at(&path, e))?;
    }
    Ok(())
}

/// Copies one file with its permissions, if it is there.
fn keep(from: &Path, to: &Path) -> Result<(), BackupError> {
    if from.exists() {
        std::fs::copy(from, to).map_err(|e| at(from, e))?;
    }
    Ok(())
}

/// Length and SHA-256 of a file, read in pieces.
fn sum(path: &Path) -> Result<(u64, String), BackupError> {
    let mut hash = Sha256::new();
    let mut file = File::open(path).map_err(|e| at(path, e))?;
    let bytes = io::copy(&mut file, &mut hash).map_err(|e| at(path, e))?;
    let hex = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok((bytes, hex))
}

fn is_file(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "surql")
}

fn is_empty(folder: &Path) -> Result<bool, BackupError> {
    Ok(std::fs::read_dir(folder).map_err(|e| at(folder, e))?.next().is_none())
}

fn make(folder: &Path) -> Result<(), BackupError> {
    std::fs::create_dir_all(folder).map_err(|e| at(folder, e))
}

fn at(path: &Path, error: io::Error) -> BackupError {
    BackupError::File(path.display().to_string(), error)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|e| Err(BackupError::Refused(e.to_string())))
}
