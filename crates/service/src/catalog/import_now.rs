//! What a preview promised (or what an import with wrong rows left out) is taken over from the file that is still here.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportMode, ImportReport};
use kontor_domain::{Error, IdempotencyKey, ImportId, Problem};

use super::begin_import::{check_key, leave};
use super::import_rows::{self, ImportData};
use super::uploads;
use crate::Kontor;
use crate::change::answered_before;

const OPERATION: &str = "import_now";

/// A new import of the same file, with a record and a report of its own.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::NotFound`]; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] while it is not over, with [`Problem::FileGone`] when the file was swept.
pub async fn import_now(
    kontor: &Kontor,
    actor: &Actor,
    import: &ImportId,
    mode: ImportMode,
    key: &IdempotencyKey,
) -> Result<ImportId, Error> {
    actor.require(Right::ManageCatalog)?;
    check_key(key)?;
    // Who goes back in the browser and presses the button of another import means that one.
    let key = &IdempotencyKey(format!("{key}|{import}|{}", mode.code()));
    if let Some(id) = answered_before(kontor, actor, OPERATION, key).await? {
        return Ok(ImportId(id));
    }
    let row = import_rows::row(kontor, import).await?;
    let over = row.state().over();
    let before = row.data.0;
    if !over {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    if !uploads::is_kept(kontor, &before.upload) {
        return Err(Error::conflict(Problem::FileGone));
    }
    let data = ImportData {
        report: ImportReport { file: before.report.file, ..ImportReport::default() },
        mode,
        bytes: before.bytes,
        upload: before.upload,
        actor: Some(actor.clone()),
        ..ImportData::default()
    };
    leave(kontor, actor, OPERATION, key, ImportId(kontor.new_id()), data).await
}
