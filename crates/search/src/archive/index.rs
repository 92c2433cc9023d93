//! The index on disk: opening, changing, rebuilding.
//!
//! The folder holds `schema-version`, the folder `documents` with the index and, while a rebuild is due, `rebuild-due`. A commit is seen
//! whole or not at all, so a rebuild is one long change. A writer is there only while something changes: documents come in now and
//! then, and its threads and buffers would wait for most of the day.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::query::AllQuery;
use tantivy::schema::Schema;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy};

use super::schema::{self, Fields};
use super::{ArchiveDocument, ArchiveQuery, query};
use crate::index::{remove_folder, write_file, writer};
use crate::types::{Result, SearchError};

/// What writing takes of memory: the least that there is.
const BUDGET: usize = 15_000_000;
/// More segments than this are merged into one with the change that makes them so many.
const SEGMENTS: usize = 8;

const VERSION_FILE: &str = "schema-version";
const DUE_FILE: &str = "rebuild-due";
const FOLDER: &str = "documents";

/// The full text of the archive. Clones share the index; every method can be called from any thread, and blocks.
#[derive(Clone)]
pub struct ArchiveIndex {
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    fields: Fields,
    index: Index,
    reader: IndexReader,
    /// Whoever changes the index holds this; inside what changed since a rebuild began, while there is one.
    missed: Mutex<Option<Vec<Change>>>,
    rebuild_due: AtomicBool,
}

enum Change {
    Upsert(Box<ArchiveDocument>),
    Delete(String),
}

impl ArchiveIndex {
    /// Opens the index in `folder`, or makes an empty one: when there is none, when it is of another version, or when it cannot be
    /// read. In these cases [`Self::needs_rebuild`] is true, until a rebuild has finished.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let (schema, fields) = schema::schema();
        let known =
            fs::read_to_string(folder.join(VERSION_FILE)).is_ok_and(|v| v == schema::VERSION.to_string());
        // tantivy panics on some kinds of broken files; to us they are broken files like all others.
        let opened =
            known.then(|| catch_unwind(AssertUnwindSafe(|| open(folder, &schema))).ok().flatten()).flatten();
        let (index, reader) = match opened {
            Some(opened) => opened,
            None => start_over(folder, schema)?,
        };
        let due = folder.join(DUE_FILE).exists();
        let shared = Shared {
            folder: folder.to_owned(),
            fields,
            index,
            reader,
            missed: Mutex::new(None),
            rebuild_due: AtomicBool::new(due),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Was the index made empty, so that all documents have to be put in with [`Self::rebuild`]? Kept over restarts.
    #[must_use]
    pub fn needs_rebuild(&self) -> bool {
        self.shared.rebuild_due.load(Ordering::Acquire)
    }

    /// How many documents can be found.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.shared.reader.searcher().num_docs()
    }

    /// Is the index readable where it should be?
    #[must_use]
    pub fn healthy(&self) -> bool {
        self.shared.index.load_metas().is_ok()
    }

    /// The ids of documents that match, newest first.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read; never because of the text.
    pub fn search(&self, asked: &ArchiveQuery) -> Result<Vec<String>> {
        query::search(&self.shared.reader.searcher(), &self.shared.fields, asked)
    }

    /// Puts documents in, or replaces those that are in already, and takes others out. Either all of it is done and on disk when
    /// this returns, or nothing; while a rebuild is under way, it is seen at its end.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn apply(&self, upserts: Vec<ArchiveDocument>, deletes: &[String]) -> Result<()> {
        let mut changes: Vec<Change> = deletes.iter().cloned().map(Change::Delete).collect();
        changes.extend(upserts.into_iter().map(|document| Change::Upsert(Box::new(document))));
        if changes.is_empty() {
            return Ok(());
        }
        let mut missed = self.shared.missed();
        if let Some(missed) = &mut *missed {
            missed.extend(changes);
            return Ok(());
        }
        self.shared.commit(writer(&self.shared.index, BUDGET)?, &changes)
    }

    /// Begins to build the index anew. What is there answers until [`ArchiveRebuild::finish`].
    ///
    /// # Errors
    /// [`SearchError::Rebuilding`] when a rebuild is under way, or when the folder cannot be written.
    pub fn rebuild(&self) -> Result<ArchiveRebuild> {
        let mut missed = self.shared.missed();
        if missed.is_some() {
            return Err(SearchError::Rebuilding);
        }
        let writer = writer(&self.shared.index, BUDGET)?;
        writer.delete_query(Box::new(AllQuery))?;
        *missed = Some(Vec::new());
        drop(missed);
        Ok(ArchiveRebuild { shared: Arc::clone(&self.shared), writer: Some(writer), count: 0 })
    }
}

impl Shared {
    fn missed(&self) -> MutexGuard<'_, Option<Vec<Change>>> {
        self.missed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes changes, commits them and lets the writer go.
    fn commit(&self, mut writer: IndexWriter, changes: &[Change]) -> Result<()> {
        for change in changes {
            match change {
                Change::Delete(id) => {
                    writer.delete_term(self.fields.id_term(id));
                }
                Change::Upsert(document) => {
                    writer.delete_term(self.fields.id_term(&document.id));
                    writer.add_document(self.fields.document(document))?;
                }
            }
        }
        writer.commit()?;
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > SEGMENTS {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        self.reader.reload()?;
        Ok(())
    }
}

/// A rebuild under way. Dropped before [`Self::finish`], it leaves everything as it was.
pub struct ArchiveRebuild {
    shared: Arc<Shared>,
    writer: Option<IndexWriter>,
    count: u64,
}

impl ArchiveRebuild {
    /// Adds a document. Each may be added only once.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, document: &ArchiveDocument) -> Result<()> {
        if let Some(writer) = &self.writer {
            writer.add_document(self.shared.fields.document(document))?;
            self.count += 1;
        }
        Ok(())
    }

    /// Lets searches see it, with all changes made since it began. Answers how many documents were added.
    ///
    /// # Errors
    /// When the index cannot be written; then it stays as it was.
    pub fn finish(mut self) -> Result<u64> {
        let shared = Arc::clone(&self.shared);
        let mut missed = shared.missed();
        let changes = missed.take().unwrap_or_default();
        if let Some(writer) = self.writer.take()
            && let Err(e) = shared.commit(writer, &changes)
        {
            // What came in meanwhile is in neither.
            shared.rebuild_due.store(true, Ordering::Release);
            return Err(e);
        }
        match fs::remove_file(shared.folder.join(DUE_FILE)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => shared.rebuild_due.store(false, Ordering::Release),
        }
        Ok(self.count)
    }
}

impl Drop for ArchiveRebuild {
    fn drop(&mut self) {
        let Some(broken_off) = self.writer.take() else { return };
        let mut missed = self.shared.missed();
        let changes = missed.take().unwrap_or_default();
        // What was not committed goes with its writer; what came in meanwhile does not.
        drop(broken_off);
        let kept = writer(&self.shared.index, BUDGET).and_then(|writer| self.shared.commit(writer, &changes));
        if kept.is_err() {
            self.shared.rebuild_due.store(true, Ordering::Release);
        }
    }
}

fn open(folder: &Path, schema: &Schema) -> Option<(Index, IndexReader)> {
    let index = Index::open_in_dir(folder.join(FOLDER)).ok()?;
    if index.schema() != *schema {
        return None;
    }
    ready(index).ok()
}

/// Throws everything away and makes an empty index.
fn start_over(folder: &Path, schema: Schema) -> Result<(Index, IndexReader)> {
    // First of all: whatever happens from here on, the documents have to be put in again.
    write_file(folder, DUE_FILE, "")?;
    let place = folder.join(FOLDER);
    remove_folder(&place)?;
    fs::create_dir_all(&place)?;
    let index = Index::builder().schema(schema).settings(schema::settings()).create_in_dir(&place)?;
    write_file(folder, VERSION_FILE, &schema::VERSION.to_string())?;
    ready(index)
}

fn ready(mut index: Index) -> Result<(Index, IndexReader)> {
    crate::schema::register(&mut index);
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(1)
        .try_into()?;
    Ok((index, reader))
}
