//! A double click on a change: the same command from the same page is one change.

use kontor_domain::accounts::Actor;
use kontor_domain::{Error, IdempotencyKey, Problem, RecurringId};
use kontor_store::StoreError;
use serde::Serialize;

use crate::Kontor;
use crate::accounts::rows::fingerprint;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::internal;
use crate::orders::rows::or_changed;

const OPERATION: &str = "change_recurring";

/// What was said to one version of a recurring order. The version is the key: of two pages that show it only one changes it, and the
/// one that does may say so twice.
pub(super) struct Once {
    key: IdempotencyKey,
    said: String,
}

impl Once {
    pub fn of(recurring: &RecurringId, version: i64, command: &impl Serialize) -> Result<Self, Error> {
        let said = serde_json::to_string(command).map_err(|e| internal(&e))?;
        Ok(Self { key: IdempotencyKey(format!("{recurring}|{version}")), said: fingerprint(&said) })
    }

    /// Was this done already?
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when something else was said to this version.
    pub async fn done(&self, kontor: &Kontor, actor: &Actor) -> Result<bool, Error> {
        match answered_before(kontor, actor, OPERATION, &self.key).await? {
            Some(before) => self.same(&before).map(|()| true),
            None => Ok(false),
        }
    }

    /// Must come first in the change.
    pub fn begin(&self, change: &mut Change<'_>) {
        change.once(OPERATION, &self.key, &self.said);
    }

    /// # Errors
    /// As [`Once::done`], and when somebody else wrote meanwhile.
    pub fn ended(&self, committed: Result<Outcome, StoreError>) -> Result<(), Error> {
        match or_changed(committed)? {
            Outcome::Done => Ok(()),
            Outcome::Before(before) => self.same(&before),
        }
    }

    fn same(&self, before: &str) -> Result<(), Error> {
        if before == self.said { Ok(()) } else { Err(Error::conflict(Problem::ChangedMeanwhile)) }
    }
}
