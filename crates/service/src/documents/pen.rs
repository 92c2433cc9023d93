//! Writing into the chain: every change of the archive is an entry of it, in the transaction of the change.

use kontor_domain::Error;
use kontor_domain::documents::{ChainEntry, ChainStep, NewEntry};
use kontor_domain::page::Page;
use kontor_domain::{DocumentId, Problem};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use tokio::sync::MutexGuard;

use crate::Kontor;
use crate::change::{Change, Outcome};
use crate::fault::Fault as _;
use crate::newest::Newest;

/// Sorts behind every number.
const END: &str = "~";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct EntryRow {
    seq: String,
    document: String,
    data: SerdeWrapper<ChainEntry>,
}

/// The end of the chain, held: nobody else of this process writes there until it is dropped, which is after the commit.
pub(super) struct Pen<'a> {
    kontor: &'a Kontor,
    last: Option<ChainEntry>,
    _turn: MutexGuard<'a, ()>,
}

impl<'a> Pen<'a> {
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take(kontor: &'a Kontor) -> Result<Self, Error> {
        let turn = kontor.archive.pen.lock().await;
        let mut vars = Variables::new();
        vars.insert("end", END.to_owned());
        let sql = "SELECT VALUE data FROM archive_chain WHERE seq < $end ORDER BY seq DESC LIMIT 1";
        let rows: Vec<SerdeWrapper<ChainEntry>> = kontor.store.rows(sql, vars).await.fault()?;
        let last = rows.into_iter().next().map(|row| row.0);
        Ok(Self { kontor, last, _turn: turn })
    }

    /// Adds an entry to a change. The first one of a day closes the day before.
    pub fn write(&mut self, change: &mut Change<'_>, new: NewEntry) {
        self.close_day(change);
        self.add(change, new);
    }

    /// Closes the day of the last entry, if it is over and was not closed: the hash of that entry stands for everything until then, and
    /// can be copied out of the house or sealed. Answers whether it did.
    pub fn close_day(&mut self, change: &mut Change<'_>) -> bool {
        let Some(last) = &self.last else { return false };
        let day = self.kontor.clock.local_at(last.at.as_millisecond()).date();
        if last.what == ChainStep::DayClosed || day >= self.kontor.clock.local().date() {
            return false;
        }
        let facts = format!("day={day};head={}", last.hash);
        let (what, document) = (ChainStep::DayClosed, DocumentId::default());
        self.add(change, NewEntry { what, document, content: String::new(), facts });
        true
    }

    fn add(&mut self, change: &mut Change<'_>, new: NewEntry) {
        let entry = ChainEntry::after(self.last.as_ref(), self.kontor.clock.now(), new);
        let seq = key(entry.seq);
        change.tx.create(
            rid("archive_chain", seq.clone()),
            EntryRow { seq, document: entry.document.to_string(), data: SerdeWrapper(entry.clone()) },
        );
        self.last = Some(entry);
    }
}

/// The key of an entry: sorts as the numbers do.
pub(super) fn key(seq: u64) -> String {
    format!("{seq:012}")
}

/// What came of a change of the archive. That another process on the same store wrote the next entry first is a conflict like any
/// other: nothing was written.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::ChangedMeanwhile`]; [`Error::Unavailable`].
pub(super) fn settled(committed: Result<Outcome, StoreError>) -> Result<Outcome, Error> {
    match committed {
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(StoreError::Exists(what)) if what.contains("archive_chain") => {
            Err(Error::conflict(Problem::ChangedMeanwhile))
        }
        other => other.fault(),
    }
}

/// A piece of the chain.
pub(super) struct Stretch {
    pub entries: Vec<ChainEntry>,
    /// Under which number the last of them is kept, whatever it says of itself; the one that was asked for when there are none.
    pub last: u64,
}

/// Entries after the one that is kept under `seq`, in their order.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn after(kontor: &Kontor, seq: u64, limit: usize) -> Result<Stretch, Error> {
    let mut vars = Variables::new();
    vars.insert("after", key(seq));
    let sql = format!(
        "SELECT seq, document, data FROM archive_chain WHERE seq > $after ORDER BY seq LIMIT {limit}"
    );
    let rows: Vec<EntryRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let last = rows.last().and_then(|row| row.seq.parse().ok()).unwrap_or(seq);
    Ok(Stretch { entries: rows.into_iter().map(|row| row.data.0).collect(), last })
}

/// What the chain says of one document, oldest first.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn of(
    kontor: &Kontor,
    document: &DocumentId,
    limit: usize,
) -> Result<Vec<ChainEntry>, Error> {
    let mut vars = Variables::new();
    vars.insert("document", document.to_string());
    let sql = format!(
        "SELECT seq, document, data FROM archive_chain WHERE document = $document AND seq > '' ORDER BY seq \
         LIMIT {limit}"
    );
    let rows: Vec<EntryRow> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(rows.into_iter().map(|row| row.data.0).collect())
}

/// Entries newest first, from before the one with the key `after`; those of one document, or all. Closed days are of the document without
/// an id.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn newest(
    kontor: &Kontor,
    after: Option<&str>,
    document: Option<&DocumentId>,
) -> Result<Page<ChainEntry>, Error> {
    let list = Newest::after(after).only("document = $document", "document", document);
    let page =
        list.of(kontor, "archive_chain", "seq, document, data", |row: &EntryRow| row.seq.clone()).await?;
    Ok(page.map(|row| row.data.0))
}
