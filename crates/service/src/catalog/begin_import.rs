//! An uploaded file becomes an import: a record that shows its state, and a job that reads the file.

use std::fmt::Write as _;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{BeginImport, ImportReport, ImportState};
use kontor_domain::{Error, IdempotencyKey, ImportId, Problem};
use sha2::{Digest as _, Sha256};

use super::import_rows::{self, ImportData};
use super::uploads;
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::outbox::Job;

const OPERATION: &str = "begin_import";

/// Leaves the file at [`uploads::path`] to a job, and answers the import whose page shows how far it is. The same key again
/// with the same file answers the same import; the second copy is the caller's to throw away.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::Invalid`] with `key` or `file`.
pub async fn begin_import(kontor: &Kontor, actor: &Actor, command: &BeginImport) -> Result<ImportId, Error> {
    actor.require(Right::ManageCatalog)?;
    check_key(&command.key)?;
    let key = of_this_file(command);
    if let Some(id) = answered_before(kontor, actor, OPERATION, &key).await? {
        return Ok(ImportId(id));
    }
    if command.bytes == 0 || !uploads::is_kept(kontor, command.upload.as_str()) {
        return Err(Error::invalid("file", Problem::Required));
    }
    let data = ImportData {
        report: ImportReport { file: import_rows::file_name(&command.file), ..ImportReport::default() },
        mode: command.mode,
        bytes: command.bytes,
        upload: command.upload.to_string(),
        actor: Some(actor.clone()),
        ..ImportData::default()
    };
    leave(kontor, actor, OPERATION, &key, command.upload.clone(), data).await
}

/// The form's key together with what was sent: who goes back in the browser and chooses another file means another import.
fn of_this_file(command: &BeginImport) -> IdempotencyKey {
    let sent = format!("{}|{}|{}", command.mode.code(), command.bytes, command.file);
    let sent = Sha256::digest(sent.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    IdempotencyKey(format!("{}|{sent}", command.key))
}

pub(super) fn check_key(key: &IdempotencyKey) -> Result<(), Error> {
    match key.as_str().len() {
        0 => Err(Error::invalid("key", Problem::Required)),
        1..=100 => Ok(()),
        _ => Err(Error::invalid("key", Problem::TooLong { max: 100 })),
    }
}

/// Record and job in one transaction, once per key.
pub(super) async fn leave(
    kontor: &Kontor,
    actor: &Actor,
    operation: &str,
    key: &IdempotencyKey,
    id: ImportId,
    data: ImportData,
) -> Result<ImportId, Error> {
    let mut change = Change::new(kontor, actor);
    change.once(operation, key, id.as_str());
    import_rows::create(&mut change, kontor, actor, &id, ImportState::Waiting, data);
    change.job(Job::Import { import: id.clone() });
    match change.commit().await.fault()? {
        Outcome::Done => Ok(id),
        Outcome::Before(id) => Ok(ImportId(id)),
    }
}
