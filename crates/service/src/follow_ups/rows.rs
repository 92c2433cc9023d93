//! The table `follow_up`.

use std::collections::HashMap;
use std::fmt::Write as _;

use jiff::civil::{DateTime, Time};
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::{CompanyId, Date, Error, FollowUpId, PersonId, calendar};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::change::{Change, Subject};
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::{Kontor, accounts};

/// When reminders go out.
const MORNING: Time = Time::constant(7, 0, 0, 0);

/// `data` of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FollowUpData {
    pub note: String,
    pub owner_name: String,
    pub company_name: String,
    pub made_by: String,
    #[serde(default)]
    pub done_at: Option<DateTime>,
    #[serde(default)]
    pub done_by: String,
    /// The day of which the owner was reminded.
    #[serde(default)]
    pub reminded: Option<Date>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct FollowUpRow {
    pub seq: String,
    pub case: String,
    pub company: String,
    pub owner: String,
    pub state: String,
    pub due: String,
    pub version: i64,
    pub data: SerdeWrapper<FollowUpData>,
}

pub(super) const COLUMNS: &str = "seq, case, company, owner, state, due, version, data";
pub(super) const OPEN: &str = "open";
pub(super) const DONE: &str = "done";

pub(super) fn record(id: &FollowUpId) -> RecordId {
    rid("follow_up", id.to_string())
}

impl FollowUpRow {
    pub fn due(&self) -> Date {
        self.due.parse().unwrap_or(Date::ZERO)
    }

    /// Stands where only the desk reads.
    pub fn subject(&self) -> Subject {
        Subject::new("follow_up", &self.seq)
            .of(&CompanyId(self.company.clone()))
            .in_case(&self.case)
            .for_desk()
    }

    pub fn view(self) -> FollowUp {
        let due = self.due();
        let data = self.data.0;
        FollowUp {
            id: FollowUpId(self.seq),
            case: CaseCode::parse(&self.case),
            company: CompanyId(self.company),
            company_name: data.company_name,
            due,
            note: data.note,
            owner: PersonId(self.owner),
            owner_name: data.owner_name,
            made_by: data.made_by,
            done_at: data.done_at,
            done_by: data.done_by,
            version: self.version,
        }
    }
}

/// One of them, for the dealer's people.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub(super) async fn follow_up(kontor: &Kontor, actor: &Actor, id: &FollowUpId) -> Result<FollowUpRow, Error> {
    actor.require(Right::ManageQuotes)?;
    let mut vars = Variables::new();
    vars.insert("id", record(id));
    let rows: Vec<FollowUpRow> =
        kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    rows.into_iter().next().ok_or(Error::NotFound)
}

/// The open ones of a case (index `follow_up_by_case`), for who was let into it.
pub(crate) async fn of_case(kontor: &Kontor, code: &CaseCode) -> Result<Vec<FollowUp>, Error> {
    open(kontor, &[("case", code.to_string())], Date::MAX, 50).await
}

/// The first open one of each of these cases (index `follow_up_by_case`), for the desk.
pub(crate) async fn first_of(
    kontor: &Kontor,
    cases: Vec<String>,
) -> Result<HashMap<String, FollowUp>, Error> {
    let (mut vars, mut sql) = (Variables::new(), String::new());
    for (n, case) in cases.iter().enumerate() {
        vars.insert(format!("c{n}"), case.clone());
        let _ = write!(
            sql,
            "SELECT {COLUMNS} FROM follow_up WHERE case = $c{n} AND state = '{OPEN}' AND due <= '9999-12-31' \
             ORDER BY due LIMIT 1;"
        );
    }
    let mut first = HashMap::new();
    if cases.is_empty() {
        return Ok(first);
    }
    let mut rows = kontor.store.query(&sql, vars).await.fault()?;
    for (n, case) in cases.into_iter().enumerate() {
        if let Some(row) = rows.take::<FollowUpRow>(n).fault()?.into_iter().next() {
            first.insert(case, row.view());
        }
    }
    Ok(first)
}

/// Open ones by day, up to a day: `only` are columns that begin an index, with their values.
pub(super) async fn open(
    kontor: &Kontor,
    only: &[(&str, String)],
    until: Date,
    most: usize,
) -> Result<Vec<FollowUp>, Error> {
    let mut vars = Variables::new();
    vars.insert("until", until.to_string());
    let mut narrow = String::new();
    for (column, value) in only {
        vars.insert(*column, value.clone());
        let _ = write!(narrow, "{column} = ${column} AND ");
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM follow_up WHERE {narrow}state = '{OPEN}' AND due <= $until ORDER BY due LIMIT {most}"
    );
    let rows: Vec<FollowUpRow> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(rows.into_iter().map(FollowUpRow::view).collect())
}

/// The state whose holidays count: the dealer's own.
pub(crate) async fn state(kontor: &Kontor) -> Result<String, Error> {
    Ok(kontor.warehouses().await?.first().map(|w| w.state.clone()).unwrap_or_default())
}

/// Somebody of the dealer who may look after it.
pub(super) async fn owner(kontor: &Kontor, person: &PersonId) -> Result<String, Error> {
    let house = accounts::rows::people(kontor, None).await?;
    let found = house.into_iter().find(|p| p.id == *person && !p.blocked && p.may(Right::ManageQuotes));
    found.map(|p| p.name).ok_or_else(|| Error::invalid("owner", kontor_domain::Problem::Required))
}

/// Leaves the reminder in the outbox: in the morning of the day, or of the first working day after it. What is due at once needs none.
pub(super) async fn arm(
    kontor: &Kontor,
    change: &mut Change<'_>,
    id: &FollowUpId,
    due: Date,
    version: i64,
) -> Result<(), Error> {
    let morning = calendar::working_day_from(due, &state(kontor).await?).to_datetime(MORNING);
    if morning > kontor.clock.local() {
        let job = Job::FollowUp { follow_up: id.clone(), version };
        change.job_at(job, kontor.clock.stamp_of(morning));
    }
    Ok(())
}

/// Writes what a row has become, unless somebody wrote it meanwhile (guard `version`).
pub(super) fn write(change: &mut Change<'_>, row: &FollowUpRow, counts: bool) {
    let tx = &mut change.tx;
    let (owner, state, due) =
        (tx.bind(row.owner.clone()), tx.bind(row.state.clone()), tx.bind(row.due.clone()));
    let (data, version) = (tx.bind(SerdeWrapper(row.data.0.clone())), tx.bind(row.version));
    let up = i64::from(counts);
    tx.guarded(
        record(&FollowUpId(row.seq.clone())),
        &format!("owner = {owner}, state = {state}, due = {due}, data = {data}, version += {up}"),
        &format!("version = {version}"),
        "version",
    );
}
