//! The tables `hook` and `hook_delivery`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::hooks::{
    Attempt, DeliveryState, DeliveryView, HookKind, HookState, HookView, MAX_DESCRIPTION,
};
use kontor_domain::{CompanyId, Error, FieldError, HookId, Problem};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use super::address;
use super::key::Key;
use crate::Kontor;
use crate::change::Subject;
use crate::fault::Fault as _;

pub(super) const COLUMNS: &str = "seq, company, state, generation, key, failing, version, data";
pub(super) const DELIVERY: &str = "seq, hook, event, kind, state, at, body, data";

/// The guard of every change of an endpoint.
pub(super) const GUARD: &str = "hook";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct HookRow {
    pub seq: String,
    pub company: String,
    pub state: String,
    pub generation: i64,
    pub key: String,
    pub failing: Option<Datetime>,
    pub version: i64,
    pub data: SerdeWrapper<HookData>,
}

/// `data` of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HookData {
    pub url: String,
    pub description: String,
    /// Absent for all.
    pub kinds: Option<Vec<HookKind>>,
    pub made_by: String,
    pub made: DateTime,
    /// Until when the generation before this one signs too.
    #[serde(default)]
    pub both_until: Option<Timestamp>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct DeliveryRow {
    pub seq: String,
    pub hook: String,
    pub event: String,
    pub kind: String,
    pub state: String,
    pub at: Datetime,
    pub body: String,
    pub data: SerdeWrapper<DeliveryData>,
}

/// `data` of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct DeliveryData {
    pub attempts: Vec<Attempt>,
    /// When it is tried next; wall time of the dealer.
    #[serde(default)]
    pub next: Option<DateTime>,
}

impl HookRow {
    pub fn id(&self) -> HookId {
        HookId(self.seq.clone())
    }

    pub fn state(&self) -> HookState {
        HookState::parse(&self.state).unwrap_or(HookState::Stopped)
    }

    pub fn company(&self) -> Option<CompanyId> {
        (!self.company.is_empty()).then(|| CompanyId(self.company.clone()))
    }

    pub fn subject(&self) -> Subject {
        subject(&self.id(), self.company().as_ref())
    }

    /// The secrets that sign now, the newest first; nothing when another key file made them.
    pub fn secrets(&self, key: &Key, now: Timestamp) -> Option<Vec<Vec<u8>>> {
        if self.key != key.name {
            return None;
        }
        let both = self.data.0.both_until.is_some_and(|until| now < until);
        let generations =
            if both { self.generation - 1..=self.generation } else { self.generation..=self.generation };
        Some(generations.rev().map(|generation| key.secret(&self.seq, generation)).collect())
    }

    pub fn view(self, kontor: &Kontor) -> HookView {
        let (id, state, now) = (self.id(), self.state(), kontor.clock.now());
        let data = self.data.0;
        let both = data.both_until.filter(|until| now < *until);
        HookView {
            id,
            url: data.url,
            description: data.description,
            kinds: data.kinds,
            state,
            failing: self.failing.map(|at| kontor.clock.local_of(&at)),
            made_by: data.made_by,
            made: data.made,
            both_until: both.map(|until| kontor.clock.local_at(until.as_millisecond())),
            version: self.version,
        }
    }
}

impl DeliveryRow {
    pub fn view(self, kontor: &Kontor) -> DeliveryView {
        let state = DeliveryState::parse(&self.state).unwrap_or(DeliveryState::Failed);
        let data = self.data.0;
        DeliveryView {
            id: self.seq,
            event: self.event,
            kind: self.kind,
            state,
            at: kontor.clock.local_of(&self.at),
            next: data.next.filter(|_| state == DeliveryState::Waiting),
            attempts: data.attempts,
            body: self.body,
        }
    }
}

pub(super) fn id(hook: &str) -> RecordId {
    rid("hook", hook)
}

pub(super) fn delivery_id(delivery: &str) -> RecordId {
    rid("hook_delivery", delivery)
}

pub(super) fn subject(hook: &HookId, company: Option<&CompanyId>) -> Subject {
    let subject = Subject::new("hook", hook.as_str());
    match company {
        Some(company) => subject.of(company),
        None => subject,
    }
}

/// Whose endpoints the actor deals with: the own company's, or the dealer's.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub(super) fn authorise(actor: &Actor) -> Result<Option<&CompanyId>, Error> {
    actor.require(if actor.company().is_some() { Right::ManageOwnHooks } else { Right::ManageHooks })?;
    Ok(actor.company())
}

/// One the actor may deal with.
///
/// # Errors
/// As [`authorise`]; [`Error::NotFound`] also for somebody else's.
pub(super) async fn own(kontor: &Kontor, actor: &Actor, hook: &HookId) -> Result<HookRow, Error> {
    let company = authorise(actor)?.map_or("", CompanyId::as_str);
    let mut vars = Variables::new();
    vars.insert("id", id(hook.as_str()));
    let rows: Vec<HookRow> = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    rows.into_iter().next().filter(|row| row.company == company).ok_or(Error::NotFound)
}

/// What a person decides about an endpoint, checked.
pub(super) struct Wanted {
    pub url: String,
    pub description: String,
    pub kinds: Option<Vec<HookKind>>,
}

/// Checks it; all that is wrong is answered at once.
///
/// # Errors
/// [`Error::Invalid`] with `url`, `description` or `kinds`.
pub(super) async fn wanted(
    kontor: &Kontor,
    of_customer: bool,
    url: &str,
    description: &str,
    kinds: Option<&Vec<HookKind>>,
) -> Result<Wanted, Error> {
    let mut fields = Vec::new();
    let mut wrong =
        |field: &str, problem: Problem| fields.push(FieldError { field: field.to_owned(), problem });
    let url = match address::check(url, kontor.settings.hooks.private_networks).await {
        Ok(url) => url.to_string(),
        Err(problem) => {
            wrong("url", problem);
            String::new()
        }
    };
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if description.chars().count() > MAX_DESCRIPTION as usize {
        wrong("description", Problem::TooLong { max: MAX_DESCRIPTION });
    }
    let choices = HookKind::choices(of_customer);
    let kinds = kinds.map(|kinds| {
        let mut kinds = kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    });
    match &kinds {
        Some(kinds) if kinds.is_empty() => wrong("kinds", Problem::Required),
        Some(kinds) if kinds.iter().any(|kind| !choices.contains(kind)) => wrong("kinds", Problem::NotACode),
        _ => {}
    }
    if fields.is_empty() { Ok(Wanted { url, description, kinds }) } else { Err(Error::Invalid { fields }) }
}

/// A guard that threw means that the endpoint is not as it was read.
///
/// # Errors
/// [`Error::Conflict`] with `problem`.
pub(super) fn or<T>(result: Result<T, kontor_store::StoreError>, problem: Problem) -> Result<T, Error> {
    match result {
        Err(kontor_store::StoreError::Guard(_)) => Err(Error::conflict(problem)),
        other => other.fault(),
    }
}
