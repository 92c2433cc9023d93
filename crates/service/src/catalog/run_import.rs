//! The job of an import: reads the file in its folder, batch by batch, and says after each how far it is.

use std::sync::atomic::{AtomicBool, Ordering};

use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::catalog::{ImportMode, ImportPreview, ImportState};
use kontor_domain::{Error, ImportId, Problem};
use kontor_store::{Datetime, StoreError, Tx};

use super::import::tell;
use super::import_pass::{Stop, pass};
use super::import_rows::{self, ImportData};
use super::uploads;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Lease;

/// Writes with every batch how far the import is and holds the lease of its job, both in the batch's transaction: a worker
/// whose lease ran out writes nothing any more, and a long import is never taken for a dead one.
pub(super) struct Keeper<'a> {
    kontor: &'a Kontor,
    import: &'a ImportId,
    data: ImportData,
    lease: &'a Lease,
    stop: &'a AtomicBool,
}

impl Keeper<'_> {
    pub(super) fn told_to_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Until when the lease is held once this is committed.
    pub(super) fn note(&self, tx: &mut Tx, write: bool, outcome: &ImportPreview) -> Datetime {
        let until = self.lease.hold(self.kontor, tx);
        let mut data = self.data.clone();
        let state = if write {
            data.report.outcome = outcome.clone();
            ImportState::Writing
        } else {
            ImportState::Checking
        };
        import_rows::update(tx, self.import, state, outcome.rows, &data);
        until
    }

    pub(super) fn held(&self, until: Datetime) {
        self.lease.held(until);
    }
}

/// Reads the file to its end, or goes on where a worker before this one stopped. At the end report, event and the end of the
/// job are one transaction.
pub(crate) async fn run_import(
    kontor: &Kontor,
    import: &ImportId,
    lease: &Lease,
    stop: &AtomicBool,
) -> Result<(), Stop> {
    let row = match import_rows::row(kontor, import).await {
        Ok(row) if !row.state().over() => row,
        // Nothing is left to do; the job only has to go.
        Ok(_) | Err(Error::NotFound) => {
            let mut tx = Tx::new();
            lease.finish(&mut tx);
            return ended(kontor.store.transact(&tx).await.map(|_| ()));
        }
        Err(other) => return Err(other.into()),
    };
    let mut data = row.data.0;
    data.error = None;
    let actor = data.actor.clone().unwrap_or_else(|| Actor::system(Channel::System));
    actor.require(Right::ManageCatalog)?;
    if !uploads::is_kept(kontor, &data.upload) {
        return Err(Error::conflict(Problem::FileGone).into());
    }
    let path = uploads::path(kontor, &ImportId(data.upload.clone()));
    let run = async |data: &ImportData, write: bool, mut outcome: ImportPreview| {
        let keeper = Keeper { kontor, import, data: data.clone(), lease, stop };
        pass(kontor, &actor, &path, write, Some(&keeper), &mut outcome).await?;
        Ok::<_, Stop>(outcome)
    };
    if !data.writing && data.mode != ImportMode::GoodRows {
        let dry = run(&data, false, ImportPreview::default()).await?;
        data.total = Some(dry.rows);
        if data.mode == ImportMode::Preview || !dry.errors.is_empty() {
            data.report.outcome = dry;
            return end(kontor, &actor, import, lease, data).await;
        }
    }
    if !data.writing {
        data.writing = true;
        data.report.outcome = ImportPreview::default();
    }
    let before = data.report.outcome.clone();
    data.report.outcome = run(&data, true, before).await?;
    data.report.written = true;
    data.total = Some(data.report.outcome.rows);
    end(kontor, &actor, import, lease, data).await
}

async fn end(
    kontor: &Kontor,
    actor: &Actor,
    import: &ImportId,
    lease: &Lease,
    data: ImportData,
) -> Result<(), Stop> {
    let mut change = Change::new(kontor, actor);
    lease.finish(&mut change.tx);
    import_rows::update(&mut change.tx, import, ImportState::Done, data.report.outcome.rows, &data);
    tell(&mut change, &data.report);
    ended(change.commit().await.map(|_| ()))
}

/// The import and its job after a failure: `again` until when it waits to be tried again; without, it is given up and its
/// page offers to try it again. The outbox calls this.
pub(crate) async fn note_failure(
    kontor: &Kontor,
    import: &ImportId,
    error: &Error,
    lease: &Lease,
    again: Option<Datetime>,
) -> Result<(), Error> {
    let Ok(row) = import_rows::row(kontor, import).await else { return Ok(()) };
    let rows = u64::try_from(row.rows).unwrap_or_default();
    let mut data = row.data.0;
    data.error = Some(error.clone());
    let mut tx = Tx::new();
    let state = match again {
        Some(due) => {
            lease.give_back(&mut tx, due, &error.to_string());
            ImportState::Waiting
        }
        None => {
            lease.finish(&mut tx);
            ImportState::Failed
        }
    };
    import_rows::update(&mut tx, import, state, rows, &data);
    match ended(kontor.store.transact(&tx).await.map(|_| ())) {
        Err(Stop::Failed(error)) => Err(error),
        _ => Ok(()),
    }
}

fn ended(result: Result<(), StoreError>) -> Result<(), Stop> {
    match result {
        Err(StoreError::Guard(_)) => Err(Stop::Lost),
        other => Ok(other.fault()?),
    }
}
