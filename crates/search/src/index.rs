//! The index on disk: opening, changing, rebuilding.
//!
//! The folder holds `schema-version`, `current` (the name of the folder with the index), that folder, and while
//! a rebuild is due, `rebuild-due`. A rebuild writes into a folder of its own and is there only from the moment
//! `current` names it; whatever `current` does not name is thrown away on opening.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::AllQuery;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy};

use kontor_domain::{Localized, PartKey};

use crate::schema::{self, Fields};
use crate::snapshot::Snapshot;
use crate::types::{Answer, Numbered, Request, Result, SearchDocument, SearchError};

/// tantivy refuses less.
const MIN_BUDGET: usize = 15_000_000;
/// Blocks of stored documents kept unpacked per segment (4 kB each).
const STORE_CACHE_BLOCKS: usize = 16;
/// Deleted documents are cleared out of a segment when they are more than this share of it.
const MAX_DELETED: f32 = 0.3;

const VERSION_FILE: &str = "schema-version";
const CURRENT_FILE: &str = "current";
const DUE_FILE: &str = "rebuild-due";
const LOCK_FILE: &str = "lock";
const PREFIX: &str = "index-";

/// The catalogue search. Clones share the same index; every method can be called from any thread. All of them
/// block: searching for a few milliseconds, changing for as long as the disk takes.
#[derive(Clone)]
pub struct SearchIndex {
    shared: Arc<Shared>,
}

struct Shared {
    fields: Fields,
    /// In memory when absent.
    folder: Option<PathBuf>,
    /// Held as long as the index is open.
    _lock: Option<File>,
    budget: usize,
    snapshot: RwLock<Arc<Snapshot>>,
    state: Mutex<State>,
    rebuild_due: AtomicBool,
}

/// What only one may hold at a time: the right to change the index.
struct State {
    place: Place,
    /// There from the first change on.
    writer: Option<IndexWriter>,
    /// While a rebuild is under way: the changes since it began, to be made in the new index too.
    missed: Option<Vec<Change>>,
}

/// An index, opened.
struct Place {
    index: Index,
    reader: IndexReader,
    /// Its number in the folder; counts up with every rebuild.
    generation: u64,
}

enum Change {
    Upsert(Box<SearchDocument>),
    Delete(PartKey),
    Clear,
}

impl SearchIndex {
    /// Opens the index in `folder`, or makes an empty one: when there is none, when it is of another version, or
    /// when it cannot be read. In these cases [`Self::needs_rebuild`] is true, until a rebuild has finished.
    ///
    /// `writer_budget_bytes` is the memory that indexing may use before it writes to disk (15 MB at least);
    /// while nothing changes it is not taken.
    ///
    /// # Errors
    /// When the folder cannot be written, or another process has it open.
    pub fn open(folder: &Path, writer_budget_bytes: usize) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(LOCK_FILE))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => SearchError::InUse,
            TryLockError::Error(error) => error.into(),
        })?;
        let (schema, fields) = schema::schema();
        let open = |generation| {
            let index = Index::open_in_dir(folder.join(name(generation))).ok()?;
            if index.schema() != schema {
                return None;
            }
            let place = Place::open(index, generation).ok()?;
            let snapshot = Snapshot::open(place.reader.searcher(), fields, None).ok()?;
            Some((place, snapshot))
        };
        // tantivy panics on some kinds of broken files; to us they are broken files like all others.
        let opened = current_generation(folder)
            .and_then(|generation| catch_unwind(AssertUnwindSafe(|| open(generation))).ok().flatten());
        let (place, snapshot) = match opened {
            Some(opened) => opened,
            None => start_over(folder, fields)?,
        };
        discard_others(folder, Some(place.generation))?;
        let due = folder.join(DUE_FILE).exists();
        Ok(Self::new(Some(folder.to_owned()), Some(lock), fields, place, snapshot, due, writer_budget_bytes))
    }

    /// An empty index in memory, gone with its last clone.
    ///
    /// # Errors
    /// None that should ever occur.
    pub fn in_memory() -> Result<Self> {
        let (schema, fields) = schema::schema();
        let place = Place::create(None, schema, 0)?;
        let snapshot = Snapshot::open(place.reader.searcher(), fields, None)?;
        Ok(Self::new(None, None, fields, place, snapshot, true, MIN_BUDGET))
    }

    fn new(
        folder: Option<PathBuf>,
        lock: Option<File>,
        fields: Fields,
        place: Place,
        snapshot: Snapshot,
        due: bool,
        budget: usize,
    ) -> Self {
        let state = State { place, writer: None, missed: None };
        Self {
            shared: Arc::new(Shared {
                fields,
                folder,
                _lock: lock,
                budget: budget.max(MIN_BUDGET),
                snapshot: RwLock::new(Arc::new(snapshot)),
                state: Mutex::new(state),
                rebuild_due: AtomicBool::new(due),
            }),
        }
    }

    /// Was the index made empty, so that all parts have to be put in with [`Self::bulk`]? Kept over restarts.
    #[must_use]
    pub fn needs_rebuild(&self) -> bool {
        self.shared.rebuild_due.load(Ordering::Acquire)
    }

    /// How many parts can be found.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.shared.snapshot().count()
    }

    /// Is the index readable where it should be?
    #[must_use]
    pub fn healthy(&self) -> bool {
        // Not waiting for a change under way: whoever changes the index has it.
        match self.shared.state.try_lock() {
            Ok(state) => state.place.index.load_metas().is_ok(),
            Err(_) => true,
        }
    }

    /// The name of an attribute in both languages, from its German one. English is empty when it is unknown.
    #[must_use]
    pub fn attribute_name(&self, german: &str) -> Localized {
        self.shared.snapshot().attribute_name(german)
    }

    /// Answers a request; see the crate's documentation for the rules.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read; never because of the text.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        self.shared.snapshot().search(request)
    }

    /// The parts that go by each of these numbers, exactly but in any writing; at most ten each. For lists:
    /// a thousand numbers are looked up in a few milliseconds.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn by_numbers(&self, numbers: &[&str]) -> Result<Vec<Numbered>> {
        let snapshot = self.shared.snapshot();
        numbers.iter().map(|number| snapshot.by_number(number)).collect()
    }

    /// Parts whose number looks like this one: one character wrong, missing, too many or swapped with its neighbour;
    /// when there are none, numbers that begin so or hold it. At most `limit`.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn like_number(&self, number: &str, limit: usize) -> Result<Vec<PartKey>> {
        self.shared.snapshot().like_number(number, limit)
    }

    /// Puts parts in, or replaces those that are in already, and takes others out. Either all of it is done and
    /// on disk when this returns, or nothing.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn apply(&self, upserts: &[SearchDocument], deletes: &[PartKey]) -> Result<()> {
        if upserts.is_empty() && deletes.is_empty() {
            return Ok(());
        }
        let changes = deletes
            .iter()
            .map(|part| Change::Delete(part.clone()))
            .chain(upserts.iter().map(|part| Change::Upsert(Box::new(part.clone()))))
            .collect();
        self.shared.change(changes)
    }

    /// Takes all parts out.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn clear(&self) -> Result<()> {
        self.shared.change(vec![Change::Clear])
    }

    /// Begins a rebuild: a new index beside this one, which goes on answering until
    /// [`BulkWriter::finish`]. Changes made meanwhile with [`Self::apply`] are made in the new one as well, so
    /// parts may be read from the store in any order while it is in use.
    ///
    /// # Errors
    /// [`SearchError::Rebuilding`] when a rebuild is under way, or when the folder cannot be written.
    pub fn bulk(&self) -> Result<BulkWriter> {
        let mut state = self.shared.state();
        if state.missed.is_some() {
            return Err(SearchError::Rebuilding);
        }
        let generation = state.place.generation + 1;
        let (schema, _) = schema::schema();
        if let Some(folder) = &self.shared.folder {
            remove_folder(&folder.join(name(generation)))?;
        }
        let place = Place::create(self.shared.folder.as_deref(), schema, generation)?;
        let writer = writer(&place.index, self.shared.budget)?;
        // One merge at the end instead of many on the way.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        state.missed = Some(Vec::new());
        drop(state);
        Ok(BulkWriter {
            shared: Arc::clone(&self.shared),
            place: Some(place),
            writer: Some(writer),
            count: 0,
        })
    }
}

impl Shared {
    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, changes: Vec<Change>) -> Result<()> {
        let mut state = self.state();
        let mut writer = match state.writer.take() {
            Some(writer) => writer,
            None => daily_writer(&state.place.index, self.budget)?,
        };
        // On an error the writer is dropped, and with it whatever it had not committed.
        make(&mut writer, &self.fields, &changes)?;
        state.writer = Some(writer);
        if let Some(missed) = &mut state.missed {
            missed.extend(changes);
        }
        state.place.reader.reload()?;
        self.show(&state.place)
    }

    /// Lets searches see the last commit.
    fn show(&self, place: &Place) -> Result<()> {
        let snapshot = Snapshot::open(place.reader.searcher(), self.fields, Some(&self.snapshot()))?;
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }
}

impl Place {
    fn create(folder: Option<&Path>, schema: tantivy::schema::Schema, generation: u64) -> Result<Self> {
        let builder = Index::builder().schema(schema).settings(schema::settings());
        let index = match folder {
            None => builder.create_in_ram()?,
            Some(folder) => {
                let folder = folder.join(name(generation));
                fs::create_dir_all(&folder)?;
                builder.create_in_dir(folder)?
            }
        };
        Self::open(index, generation)
    }

    fn open(mut index: Index, generation: u64) -> Result<Self> {
        schema::register(&mut index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
            .try_into()?;
        Ok(Self { index, reader, generation })
    }
}

/// Makes changes and commits them.
fn make(writer: &mut IndexWriter, fields: &Fields, changes: &[Change]) -> Result<()> {
    for change in changes {
        match change {
            Change::Delete(part) => {
                writer.delete_term(fields.key_term(part));
            }
            Change::Upsert(part) => {
                writer.delete_term(fields.key_term(&part.part));
                writer.add_document(fields.document(part))?;
            }
            Change::Clear => {
                // Not delete_all_documents: it turns the writer's clock back to when the writer was made, and
                // parts put in afterwards fall to what was taken out before.
                writer.delete_query(Box::new(AllQuery))?;
            }
        }
    }
    writer.commit()?;
    Ok(())
}

/// One that works in one thread.
pub fn writer(index: &Index, budget: usize) -> Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .memory_budget_per_thread(budget)
        .num_worker_threads(1)
        .num_merge_threads(1)
        .build();
    Ok(index.writer_with_options(options)?)
}

fn daily_writer(index: &Index, budget: usize) -> Result<IndexWriter> {
    let writer = writer(index, budget)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MAX_DELETED);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// A rebuild under way. Dropped before [`Self::finish`], it leaves everything as it was.
pub struct BulkWriter {
    shared: Arc<Shared>,
    /// The new index; taken when it takes the old one's place.
    place: Option<Place>,
    writer: Option<IndexWriter>,
    count: u64,
}

impl BulkWriter {
    /// Adds a part. Each part may be added only once.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, part: &SearchDocument) -> Result<()> {
        if let Some(writer) = &self.writer {
            writer.add_document(self.shared.fields.document(part))?;
            self.count += 1;
        }
        Ok(())
    }

    /// Puts the new index into the place of the old one, with all changes made since the rebuild began. Returns
    /// the number of parts added.
    ///
    /// # Errors
    /// When the index cannot be written; then the old one stays.
    pub fn finish(mut self) -> Result<u64> {
        let shared = Arc::clone(&self.shared);
        let (Some(mut writer), Some(place)) = (self.writer.take(), &self.place) else {
            return Ok(self.count);
        };
        writer.commit()?;
        let segments = place.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            // A single segment answers quickest.
            writer.merge(&segments).wait()?;
        }

        // Nothing may change between catching up and taking over.
        let mut state = shared.state();
        if let Some(missed) = &state.missed
            && !missed.is_empty()
        {
            make(&mut writer, &shared.fields, missed)?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        place.reader.reload()?;
        let snapshot = Snapshot::open(place.reader.searcher(), shared.fields, None)?;
        if let Some(folder) = &shared.folder {
            write_file(folder, CURRENT_FILE, &name(place.generation))?;
        }

        // From here on the new index is the current one, and nothing can fail.
        *shared.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        state.writer = None;
        state.missed = None;
        let old = match self.place.take() {
            Some(place) => std::mem::replace(&mut state.place, place).generation,
            None => return Ok(self.count),
        };
        shared.rebuild_due.store(false, Ordering::Release);
        if let Some(folder) = &shared.folder {
            // What stays behind because of an error here is put right by the next start.
            let _ = fs::remove_file(folder.join(DUE_FILE));
            let _ = remove_folder(&folder.join(name(old)));
        }
        Ok(self.count)
    }
}

impl Drop for BulkWriter {
    fn drop(&mut self) {
        let Some(place) = self.place.take() else { return };
        self.writer = None;
        self.shared.state().missed = None;
        if let Some(folder) = &self.shared.folder {
            // What stays behind is thrown away by the next start.
            let _ = remove_folder(&folder.join(name(place.generation)));
        }
    }
}

fn name(generation: u64) -> String {
    format!("{PREFIX}{generation}")
}

/// The index to open, when there is one of this version.
fn current_generation(folder: &Path) -> Option<u64> {
    let read = |file: &str| fs::read_to_string(folder.join(file)).ok();
    if read(VERSION_FILE)?.trim() != schema::VERSION.to_string() {
        return None;
    }
    read(CURRENT_FILE)?.trim().strip_prefix(PREFIX)?.parse().ok()
}

/// Throws everything away and makes an empty index.
fn start_over(folder: &Path, fields: Fields) -> Result<(Place, Snapshot)> {
    // First of all: whatever happens from here on, the parts have to be put in again.
    write_file(folder, DUE_FILE, "")?;
    for file in [CURRENT_FILE, VERSION_FILE] {
        match fs::remove_file(folder.join(file)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    discard_others(folder, None)?;
    let (schema, _) = schema::schema();
    let place = Place::create(Some(folder), schema, 0)?;
    let snapshot = Snapshot::open(place.reader.searcher(), fields, None)?;
    write_file(folder, CURRENT_FILE, &name(0))?;
    write_file(folder, VERSION_FILE, &schema::VERSION.to_string())?;
    Ok((place, snapshot))
}

/// Removes the folders of all indexes but one.
fn discard_others(folder: &Path, keep: Option<u64>) -> Result<()> {
    let keep = keep.map(name);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let entry_name = entry.file_name();
        let entry_name = entry_name.to_string_lossy();
        if entry_name.starts_with(PREFIX) && keep.as_deref() != Some(&*entry_name) {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

pub fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a small file so that it is there as a whole or not at all, and on disk when this returns.
pub fn write_file(folder: &Path, file: &str, content: &str) -> Result<()> {
    let draft = folder.join(format!("{file}.new"));
    let mut out = File::create(&draft)?;
    out.write_all(content.as_bytes())?;
    out.sync_all()?;
    fs::rename(draft, folder.join(file))?;
    File::open(folder)?.sync_all()?;
    Ok(())
}
