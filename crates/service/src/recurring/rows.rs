//! The table `recurring`, and the job that each active one has in the outbox.

use jiff::civil::{DateTime, Time};
use kontor_domain::accounts::{Actor, Channel, Company, Right};
use kontor_domain::carts::MAX_LINES;
use kontor_domain::delivery::Completeness;
use kontor_domain::recurring::{
    AcceptedLine, Came, ORDER_HOUR, Plan, RecurringState, RecurringSummary, Review,
};
use kontor_domain::{
    CompanyId, Date, Decimal, Error, IdempotencyKey, Money, PersonId, Problem, RecurringId, calendar,
};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::accounts;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};
use crate::orders::rows::SerdeWrapperClone;
use crate::outbox::Job;

/// The columns of [`RecurringRow`].
pub(super) const COLUMNS: &str = "seq, company, state, version, data";

/// The guard of every change.
pub(crate) const GUARD: &str = "recurring";

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct RecurringRow {
    pub seq: String,
    pub company: String,
    pub state: String,
    pub version: i64,
    pub data: SerdeWrapperClone,
}

/// `data` of a recurring order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecurringData {
    pub name: String,
    pub company_name: String,
    /// In whose name it is ordered.
    pub person: PersonId,
    pub person_name: String,
    pub plan: Plan,
    /// The day of the next order; absent when there is none.
    pub next: Option<Date>,
    pub lines: Vec<AcceptedLine>,
    pub tolerance: Decimal,
    pub remind_days: u8,
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub note: String,
    pub unit: String,
    pub cost_centre: String,
    /// Code of the service; empty for the company's usual one.
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// What delivery cost when it was accepted.
    #[serde(default)]
    pub freight: Money,
    #[serde(default)]
    pub review: Option<Review>,
    /// Newest first.
    #[serde(default)]
    pub came: Vec<Came>,
    /// How many orders came of it in all.
    #[serde(default)]
    pub done: u32,
}

impl RecurringData {
    /// The net sum that was accepted.
    pub fn net(&self) -> Money {
        self.lines.iter().fold(self.freight, |sum, line| sum + line.sum())
    }

    /// The federal state whose working days count: where the goods go.
    pub fn state<'a>(&self, company: &'a Company) -> &'a str {
        company.addresses.iter().find(|a| a.id == self.delivery).map_or("", |a| a.state.as_str())
    }
}

impl RecurringRow {
    pub fn id(&self) -> RecurringId {
        RecurringId(self.seq.clone())
    }

    /// What makes the order of a day one order only.
    pub fn key(&self, due: Date) -> IdempotencyKey {
        IdempotencyKey(format!("recurring|{}|{due}", self.seq))
    }

    pub fn company(&self) -> CompanyId {
        CompanyId(self.company.clone())
    }

    pub fn state(&self) -> RecurringState {
        RecurringState::parse(&self.state).unwrap_or(RecurringState::Ended)
    }

    /// Is it as the person saw it, and goes it on at all?
    pub fn as_seen(&self, version: i64) -> Result<(), Error> {
        match self.state() {
            _ if self.version != version => Err(Error::conflict(Problem::ChangedMeanwhile)),
            RecurringState::Ended => Err(Error::conflict(Problem::WrongState)),
            _ => Ok(()),
        }
    }

    pub fn read(&self) -> Result<RecurringData, Error> {
        SerdeWrapper::<RecurringData>::from_value(self.data.clone()).map(|w| w.0).map_err(|e| internal(&e))
    }

    pub fn summary(&self, actor: &Actor, data: &RecurringData) -> RecurringSummary {
        let mine = actor.person() == Some(&data.person);
        let state = self.state();
        RecurringSummary {
            id: self.id(),
            name: data.name.clone(),
            company: self.company(),
            company_name: data.company_name.clone(),
            state,
            every: data.plan.every,
            next: data.next.filter(|_| state != RecurringState::Ended),
            lines: u32::try_from(data.lines.len()).unwrap_or(u32::MAX),
            net: data.net(),
            person: data.person.clone(),
            person_name: data.person_name.clone(),
            editable: state != RecurringState::Ended && is_changed_by(actor, data),
            mine,
            version: self.version,
        }
    }
}

/// Whose name it is in changes it, and the company's administration, since people leave.
fn is_changed_by(actor: &Actor, data: &RecurringData) -> bool {
    actor.company().is_some()
        && actor.has(Right::Order)
        && (actor.person() == Some(&data.person) || actor.has(Right::ManageCompany))
}

pub(super) fn id(recurring: &RecurringId) -> RecordId {
    rid("recurring", recurring.to_string())
}

pub(super) fn subject(row: &RecurringRow) -> Subject {
    Subject::new("recurring", &row.seq).of(&row.company())
}

/// By its id, for the program itself.
pub(super) async fn by_id(kontor: &Kontor, recurring: &RecurringId) -> Result<Option<RecurringRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(recurring));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// One the actor may see: the own company's, or any for the dealer's people who see orders.
pub(super) async fn visible(
    kontor: &Kontor,
    actor: &Actor,
    recurring: &RecurringId,
) -> Result<RecurringRow, Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let row = by_id(kontor, recurring).await?.ok_or(Error::NotFound)?;
    match actor.company() {
        Some(company) if company.as_str() != row.company => Err(Error::NotFound),
        _ => Ok(row),
    }
}

/// One the actor may change.
pub(super) async fn changeable(
    kontor: &Kontor,
    actor: &Actor,
    recurring: &RecurringId,
) -> Result<(RecurringRow, RecurringData), Error> {
    actor.require_company(Right::Order)?;
    let row = visible(kontor, actor, recurring).await?;
    let data = row.read()?;
    if !is_changed_by(actor, &data) {
        return Err(Error::Forbidden);
    }
    Ok((row, data))
}

/// How many of a company have not ended (index `recurring_by_company`).
pub(super) async fn open(kontor: &Kontor, company: &CompanyId) -> Result<usize, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    let sql = "SELECT VALUE state FROM recurring WHERE company = $company";
    let states: Vec<String> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(states.iter().filter(|state| *state != RecurringState::Ended.code()).count())
}

/// Writes a new one, with its first job.
pub(super) fn create(
    kontor: &Kontor,
    change: &mut Change<'_>,
    company: &Company,
    recurring: &RecurringId,
    data: &RecurringData,
) {
    debug_assert!(data.lines.len() <= MAX_LINES);
    let row = RecurringRow {
        seq: recurring.to_string(),
        company: company.id.to_string(),
        state: RecurringState::Active.code().to_owned(),
        version: 1,
        data: SerdeWrapper(data.clone()).into_value(),
    };
    change.tx.create(id(recurring), row);
    arm(kontor, change, company, recurring, 1, data);
}

/// Writes its new state, if nobody wrote it since `row` was read (guard [`GUARD`]). An active one gets its job anew: the one it
/// had finds another version and does nothing.
pub(super) fn write(
    kontor: &Kontor,
    change: &mut Change<'_>,
    company: &Company,
    row: &RecurringRow,
    state: RecurringState,
    data: &RecurringData,
) {
    let tx = &mut change.tx;
    let code = tx.bind(state.code().to_owned());
    let value = tx.bind(SerdeWrapper(data.clone()).into_value());
    let version = tx.bind(row.version);
    tx.guarded(
        rid("recurring", row.seq.clone()),
        &format!("state = {code}, data = {value}, version += 1"),
        &format!("version = {version}"),
        GUARD,
    );
    if state == RecurringState::Active {
        arm(kontor, change, company, &row.id(), row.version + 1, data);
    }
}

/// Leaves the job for the reminder, or for the order itself when it is too late to remind.
fn arm(
    kontor: &Kontor,
    change: &mut Change<'_>,
    company: &Company,
    recurring: &RecurringId,
    version: i64,
    data: &RecurringData,
) {
    let Some(due) = data.next else { return };
    let remind = remind_at(data, company, due).filter(|at| *at > kontor.clock.local());
    let at = kontor.clock.stamp_of(remind.unwrap_or_else(|| order_at(due)));
    change.job_at(Job::Recurring { recurring: recurring.clone(), version }, at);
}

/// When the order of a day is placed; wall time of the dealer.
pub(super) fn order_at(due: Date) -> DateTime {
    due.to_datetime(Time::constant(ORDER_HOUR, 0, 0, 0))
}

/// When the order of a day is announced; nothing when the person does not want it.
pub(super) fn remind_at(data: &RecurringData, company: &Company, due: Date) -> Option<DateTime> {
    let days = data.remind_days;
    (days > 0).then(|| order_at(calendar::working_days_before(due, days, data.state(company))))
}

/// Whoever it is ordered for, as an actor with the rights they have now; nobody when they left the company, were locked out
/// or may not order any more.
pub(super) async fn person(
    kontor: &Kontor,
    row: &RecurringRow,
    data: &RecurringData,
) -> Result<Option<Actor>, Error> {
    let actor = accounts::person_actor(kontor, &data.person, Channel::Recurring).await?;
    Ok(actor.filter(|a| a.company() == Some(&row.company()) && a.has(Right::Order)))
}
