//! Reads a price or article file into the catalogue: preview, all or nothing, or the good rows.

use std::path::Path;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportMode, ImportPreview, ImportReport, ImportState};
use kontor_domain::events::Happened;
use kontor_domain::{Error, ImportId};

use super::import_pass::{Stop, pass};
use super::import_rows::{self, ImportData};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};

/// Streams the file: memory does not grow with it. The same file again changes nothing and says so. "All or nothing"
/// reads the file twice: nothing is written before every row was found good. An import is one event, however many parts it
/// changes; its report is kept beside it.
///
/// For the command line, which waits for it; what people upload is read by a job, see [`super::begin_import()`].
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`], or without [`Right::ManageStock`] when the file says something
/// about stock; [`Error::Invalid`] on field `file` when it cannot be read. Wrong rows are no error: they are in the report.
pub async fn import(
    kontor: &Kontor,
    actor: &Actor,
    file_name: &str,
    path: &Path,
    mode: ImportMode,
) -> Result<ImportReport, Error> {
    actor.require(Right::ManageCatalog)?;
    let one = async |write: bool| {
        let mut outcome = ImportPreview::default();
        match pass(kontor, actor, path, write, None, &mut outcome).await {
            Ok(()) => Ok(outcome),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Told | Stop::Lost) => Err(internal(&"an import without a job was stopped")),
        }
    };
    let (outcome, written) = match mode {
        ImportMode::Preview => (one(false).await?, false),
        ImportMode::GoodRows => (one(true).await?, true),
        ImportMode::AllOrNothing => {
            let dry = one(false).await?;
            if dry.errors.is_empty() { (one(true).await?, true) } else { (dry, false) }
        }
    };
    let id = ImportId(kontor.new_id());
    let report = ImportReport { id: id.clone(), file: import_rows::file_name(file_name), written, outcome };
    let mut change = Change::new(kontor, actor);
    let data = ImportData { report: report.clone(), mode, ..ImportData::default() };
    import_rows::create(&mut change, kontor, actor, &id, ImportState::Done, data);
    tell(&mut change, &report);
    change.commit().await.fault()?;
    Ok(report)
}

/// The event of an import that changed something.
pub(super) fn tell(change: &mut Change<'_>, report: &ImportReport) {
    let o = &report.outcome;
    if report.written && o.new + o.changed > 0 {
        let what = Happened::PartsImported { new: o.new, changed: o.changed };
        change.event(&Subject::new("import", report.id.as_str()), what);
    }
}
