//! The table `import`: what was asked, how far it is, what came of it.

use kontor_domain::accounts::Actor;
use kontor_domain::catalog::{ImportMode, ImportReport, ImportState, ImportSummary, ImportView};
use kontor_domain::{Error, ImportId, Problem};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Tx, Variables, rid};
use serde::{Deserialize, Serialize};

use super::uploads;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// `data` of an import record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct ImportData {
    #[serde(flatten)]
    pub report: ImportReport,
    #[serde(default)]
    pub mode: ImportMode,
    /// Size of the file.
    #[serde(default)]
    pub bytes: u64,
    /// Name of the file in the folder of uploads; empty when it was not uploaded.
    #[serde(default)]
    pub upload: String,
    /// Who asked: the job acts with their rights and name.
    #[serde(default)]
    pub actor: Option<Actor>,
    /// Rows of the whole file, once it was read to its end.
    #[serde(default)]
    pub total: Option<u64>,
    /// Batches are being written: the outcome in `report` is true up to its rows, and a new worker goes on behind them.
    #[serde(default)]
    pub writing: bool,
    #[serde(default)]
    pub error: Option<Error>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct ImportRow {
    pub seq: String,
    pub at: Datetime,
    pub by: String,
    pub state: String,
    pub rows: i64,
    pub data: SerdeWrapper<ImportData>,
}

pub(super) const COLUMNS: &str = "seq, at, by, state, rows, data";

impl ImportRow {
    pub fn state(&self) -> ImportState {
        ImportState::parse(&self.state).unwrap_or_default()
    }

    pub fn view(self, kontor: &Kontor) -> ImportView {
        let (at, state) = (kontor.clock.local_of(&self.at), self.state());
        let data = self.data.0;
        ImportView {
            id: ImportId(self.seq),
            at,
            by: self.by,
            file: data.report.file.clone(),
            bytes: data.bytes,
            mode: data.mode,
            state,
            rows: u64::try_from(self.rows).unwrap_or_default(),
            total: data.total,
            error: data.error,
            kept: uploads::is_kept(kontor, &data.upload),
            report: data.report,
        }
    }

    pub fn summary(self, kontor: &Kontor) -> ImportSummary {
        let (at, state) = (kontor.clock.local_of(&self.at), self.state());
        let report = self.data.0.report;
        ImportSummary {
            id: ImportId(self.seq),
            at,
            by: self.by,
            file: report.file,
            state,
            written: report.written,
            new: report.outcome.new,
            changed: report.outcome.changed,
            unchanged: report.outcome.unchanged,
            errors: report.outcome.errors.len() as u64 + report.outcome.more_errors,
        }
    }
}

pub(super) fn id(import: &ImportId) -> RecordId {
    rid("import", import.to_string())
}

/// The file's name as it is kept and shown: one line, not endless.
pub(super) fn file_name(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// # Errors
/// [`Error::NotFound`], [`Error::Unavailable`].
pub(super) async fn row(kontor: &Kontor, import: &ImportId) -> Result<ImportRow, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(import));
    let sql = format!("SELECT {COLUMNS} FROM $id");
    kontor.store.rows::<ImportRow>(&sql, vars).await.fault()?.into_iter().next().ok_or(Error::NotFound)
}

/// Writes a new record; `data.report` gets its id.
pub(super) fn create(
    change: &mut Change<'_>,
    kontor: &Kontor,
    actor: &Actor,
    import: &ImportId,
    state: ImportState,
    mut data: ImportData,
) {
    data.report.id = import.clone();
    let rows = i64::try_from(data.report.outcome.rows).unwrap_or(i64::MAX);
    let row = ImportRow {
        seq: import.to_string(),
        at: kontor.clock.stamp(),
        by: actor.name().to_owned(),
        state: state.code().to_owned(),
        rows,
        data: SerdeWrapper(data),
    };
    change.tx.create(id(import), row);
}

/// Writes how far it is.
pub(super) fn update(tx: &mut Tx, import: &ImportId, state: ImportState, rows: u64, data: &ImportData) {
    let id = tx.bind(id(import));
    let (state, rows) = (tx.bind(state.code().to_owned()), tx.bind(i64::try_from(rows).unwrap_or(i64::MAX)));
    let data = tx.bind(SerdeWrapper(data.clone()));
    tx.push(format!("UPDATE {id} SET state = {state}, rows = {rows}, data = {data} RETURN NONE"));
}

/// Its job was taken out of the outbox: it will not happen, and its page says why.
pub(crate) fn give_up(tx: &mut Tx, import: &ImportId, reason: &str) {
    let id = tx.bind(id(import));
    let error = tx.bind(SerdeWrapper(Error::conflict(Problem::Stopped { reason: reason.to_owned() })));
    tx.push(format!(
        "UPDATE {id} SET state = 'failed', data.error = {error} WHERE state != 'done' RETURN NONE"
    ));
}
