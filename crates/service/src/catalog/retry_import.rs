//! An import that failed is tried again, from the beginning: what it had written already is then unchanged.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportPreview, ImportState};
use kontor_domain::{Error, ImportId, Problem};
use kontor_store::{SerdeWrapper, StoreError};

use super::import_rows;
use super::uploads;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;

/// A second click finds that it has happened: the import is no longer failed, and nothing is left in the outbox twice.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::NotFound`]; [`Error::Conflict`] with
/// [`Problem::AlreadyDone`] when it has not failed (any more), with [`Problem::FileGone`] when the file was swept.
pub async fn retry_import(kontor: &Kontor, actor: &Actor, import: &ImportId) -> Result<(), Error> {
    actor.require(Right::ManageCatalog)?;
    let row = import_rows::row(kontor, import).await?;
    if row.state() != ImportState::Failed {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    let mut data = row.data.0;
    if !uploads::is_kept(kontor, &data.upload) {
        return Err(Error::conflict(Problem::FileGone));
    }
    data.report.outcome = ImportPreview::default();
    (data.writing, data.total, data.error) = (false, None, None);
    data.actor = Some(actor.clone());
    let mut change = Change::new(kontor, actor);
    let data = change.tx.bind(SerdeWrapper(data));
    let set = format!("state = 'waiting', rows = 0, data = {data}");
    change.tx.guarded(import_rows::id(import), &set, "state = 'failed'", "failed");
    change.job(Job::Import { import: import.clone() });
    match change.commit().await {
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::AlreadyDone)),
        other => other.fault().map(|_| ()),
    }
}
