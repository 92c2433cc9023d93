//! A claim on one job that its worker holds for as long as it is at it.

use std::sync::{Mutex, PoisonError};

use kontor_store::{Datetime, Tx, rid};

use super::work::LEASE;
use crate::Kontor;

/// The right to work on a job. Every statement here is guarded (`lease`): it holds only while nobody else took the job.
pub(crate) struct Lease {
    job: String,
    until: Mutex<Datetime>,
}

impl Lease {
    pub(super) fn new(job: &str, until: Datetime) -> Self {
        Self { job: job.to_owned(), until: Mutex::new(until) }
    }

    /// Holds the job for another lease from now on, in the transaction of what was done. Answers until when; tell
    /// [`Lease::held`] once it is committed.
    pub fn hold(&self, kontor: &Kontor, tx: &mut Tx) -> Datetime {
        let until = kontor.clock.stamp_in(LEASE);
        let due = tx.bind(until);
        self.guard(tx, &format!("due = {due}"));
        until
    }

    pub fn held(&self, until: Datetime) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    /// Ends the job: what happened is in the event log.
    pub fn finish(&self, tx: &mut Tx) {
        self.guard(tx, "attempts += 0");
        tx.delete(rid("outbox", self.job.clone()));
    }

    /// Leaves the job to a later attempt at `due`, which counts as one more when `error` says why.
    pub fn give_back(&self, tx: &mut Tx, due: Datetime, error: &str) {
        let due = tx.bind(due);
        if error.is_empty() {
            self.guard(tx, &format!("state = 'pending', due = {due}"));
        } else {
            let error = tx.bind(error.to_owned());
            self.guard(tx, &format!("state = 'pending', due = {due}, attempts += 1, error = {error}"));
        }
    }

    fn guard(&self, tx: &mut Tx, set: &str) {
        let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let until = tx.bind(until);
        let condition = format!("state = 'running' AND due = {until}");
        tx.guarded(rid("outbox", self.job.clone()), set, &condition, "lease");
    }
}
