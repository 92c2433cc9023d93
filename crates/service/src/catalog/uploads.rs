//! The files people upload: they lie in the data folder, under the id of their import, until they are swept.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use kontor_domain::{Error, ImportId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables};

use super::import_rows::ImportData;
use crate::Kontor;
use crate::fault::{Fault as _, internal};
use crate::outbox::Job;

/// So long a file can be read again.
const KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// So long an upload may take; what is older was broken off.
const UNFINISHED: SignedDuration = SignedDuration::from_hours(24);
/// What the name of a file ends in while it is being received.
const PART: &str = "part";

/// The folder of the uploads.
#[must_use]
pub fn folder(kontor: &Kontor) -> PathBuf {
    kontor.settings.data.join("uploads")
}

/// Where the file of an upload lies.
#[must_use]
pub fn path(kontor: &Kontor, upload: &ImportId) -> PathBuf {
    folder(kontor).join(upload.as_str())
}

/// Where it is received, before it is whole.
#[must_use]
pub fn part_path(kontor: &Kontor, upload: &ImportId) -> PathBuf {
    path(kontor, upload).with_extension(PART)
}

/// Is there (still) a file to read?
pub(super) fn is_kept(kontor: &Kontor, upload: &str) -> bool {
    !upload.is_empty() && folder(kontor).join(upload).is_file()
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct JobRow {
    data: SerdeWrapper<Job>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct DataRow {
    data: SerdeWrapper<ImportData>,
}

/// Deletes files older than two weeks and uploads that were broken off a day ago. What a waiting job still needs stays. Their
/// age is in their names, which are ids. Answers how many went.
///
/// # Errors
/// [`Error::Unavailable`]; [`Error::Internal`] when the folder cannot be read.
pub async fn sweep(kontor: &Kontor) -> Result<usize, Error> {
    let folder = folder(kontor);
    if !folder.is_dir() {
        return Ok(0);
    }
    let now = kontor.clock.now();
    let mut old = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|e| internal(&e))? {
        let path = entry.map_err(|e| internal(&e))?.path();
        let limit = if path.extension().is_some_and(|e| e == PART) { UNFINISHED } else { KEPT };
        if age(&path, now).is_some_and(|age| age > limit) {
            old.push(path);
        }
    }
    if old.is_empty() {
        return Ok(0);
    }
    let needed = needed(kontor).await?;
    let mut gone = 0;
    for path in old {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if !needed.contains(&stem) {
            std::fs::remove_file(&path).map_err(|e| internal(&e))?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Nothing for files that are none of ours.
fn age(path: &Path, now: jiff::Timestamp) -> Option<SignedDuration> {
    let id = ulid::Ulid::from_string(path.file_stem()?.to_str()?).ok()?;
    let at = jiff::Timestamp::from_millisecond(i64::try_from(id.timestamp_ms()).ok()?).ok()?;
    Some(now.duration_since(at))
}

/// The uploads of jobs that are not done yet.
async fn needed(kontor: &Kontor) -> Result<HashSet<String>, Error> {
    let jobs: Vec<JobRow> = kontor
        .store
        .rows("SELECT data FROM outbox WHERE kind = 'import' LIMIT 10000", Variables::new())
        .await
        .fault()?;
    let imports: Vec<RecordId> = jobs
        .iter()
        .filter_map(|j| match &j.data.0 {
            Job::Import { import } => Some(super::import_rows::id(import)),
            _ => None,
        })
        .collect();
    let mut vars = Variables::new();
    vars.insert("ids", super::rows::records(imports.into_iter()));
    let rows: Vec<DataRow> = kontor.store.rows("SELECT data FROM $ids", vars).await.fault()?;
    Ok(rows.into_iter().map(|r| r.data.0.upload).collect())
}
