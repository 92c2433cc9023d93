//! The table `price_request`.

use jiff::civil::DateTime;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::pricing::{PriceOffer, PriceRequest, RequestState};
use kontor_domain::{
    CompanyId, Date, Error, Language, Localized, PartKey, PersonId, PriceRequestId, Problem, Quantity, Unit,
};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};

/// `data` of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RequestData {
    pub company_name: String,
    pub company_number: String,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    pub quantity: Quantity,
    pub wish: Option<Date>,
    pub note: String,
    pub asked_by: String,
    /// Whom the answer goes to; absent when a program asked.
    pub person: Option<PersonId>,
    pub email: String,
    pub language: Language,
    #[serde(default)]
    pub answered_at: Option<DateTime>,
    #[serde(default)]
    pub answered_by: String,
    #[serde(default)]
    pub offer: Option<PriceOffer>,
    #[serde(default)]
    pub words: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct RequestRow {
    pub id: String,
    pub seq: String,
    pub company: String,
    pub part: String,
    pub state: String,
    pub asked_at: Datetime,
    pub version: i64,
    pub data: SerdeWrapper<RequestData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewRequestRow {
    seq: String,
    company: String,
    part: String,
    state: String,
    asked_at: Datetime,
    version: i64,
    data: SerdeWrapper<RequestData>,
}

pub(super) const COLUMNS: &str = "record::id(id) AS id, seq, company, part, state, asked_at, version, data";

fn record(request: &str) -> RecordId {
    rid("price_request", request)
}

impl RequestRow {
    pub fn company(&self) -> CompanyId {
        CompanyId(self.company.clone())
    }

    /// Events stand in the history of the company.
    pub fn subject(&self) -> Subject {
        Subject::new("price_request", &self.id).of(&self.company())
    }

    pub fn view(self, kontor: &Kontor) -> Result<PriceRequest, Error> {
        let data = self.data.0;
        Ok(PriceRequest {
            id: PriceRequestId(self.id),
            company: CompanyId(self.company),
            company_name: data.company_name,
            company_number: data.company_number,
            part: PartKey(self.part),
            number: data.number,
            name: data.name,
            unit: data.unit,
            quantity: data.quantity,
            wish: data.wish,
            note: data.note,
            state: RequestState::parse(&self.state)
                .ok_or_else(|| internal(&"a price request without a state"))?,
            asked_at: kontor.clock.local_of(&self.asked_at),
            asked_by: data.asked_by,
            answered_at: data.answered_at,
            answered_by: data.answered_by,
            offer: data.offer,
            words: data.words,
            version: self.version,
        })
    }
}

/// What an actor may see of requests: customers their own ones, the desk all.
pub(super) fn may_see(actor: &Actor) -> Result<(), Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::ManageCustomers })
}

/// A request by its id; another company's does not exist.
pub(super) async fn visible(
    kontor: &Kontor,
    actor: &Actor,
    id: &PriceRequestId,
) -> Result<RequestRow, Error> {
    may_see(actor)?;
    let mut vars = Variables::new();
    vars.insert("id", record(id.as_str()));
    let rows: Vec<RequestRow> =
        kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    match actor.company() {
        Some(company) if company.as_str() != row.company => Err(Error::NotFound),
        _ => Ok(row),
    }
}

/// A request that is still open, as it was seen: for who answers it ([`Right::ManageCustomers`]) or takes it back
/// ([`Right::Order`]).
///
/// # Errors
/// [`Error::Forbidden`] without `right`; [`Error::NotFound`]; [`Error::Conflict`] with
/// [`Problem::AlreadyDone`] or [`Problem::ChangedMeanwhile`].
pub(super) async fn open(
    kontor: &Kontor,
    actor: &Actor,
    right: Right,
    id: &PriceRequestId,
    version: i64,
) -> Result<RequestRow, Error> {
    actor.require(right)?;
    let row = visible(kontor, actor, id).await?;
    if row.state != RequestState::Open.code() {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    if row.version != version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    Ok(row)
}

/// The company's latest request for a part (index `price_request_by_part`).
pub async fn latest_request(
    kontor: &Kontor,
    company: &CompanyId,
    part: &PartKey,
) -> Result<Option<PriceRequest>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    vars.insert("part", part.to_string());
    let sql = format!(
        "SELECT {COLUMNS} FROM price_request WHERE company = $company AND part = $part ORDER BY seq DESC LIMIT 1"
    );
    let rows: Vec<RequestRow> = kontor.store.rows(&sql, vars).await.fault()?;
    rows.into_iter().next().map(|row| row.view(kontor)).transpose()
}

pub(super) fn create(change: &mut Change<'_>, row: &RequestRow) {
    change.tx.create(
        record(&row.id),
        NewRequestRow {
            seq: row.seq.clone(),
            company: row.company.clone(),
            part: row.part.clone(),
            state: row.state.clone(),
            asked_at: row.asked_at,
            version: row.version,
            data: SerdeWrapper(row.data.0.clone()),
        },
    );
}

/// Writes what became of it if nothing has since it was read (guard `version`).
pub(super) fn answer(change: &mut Change<'_>, row: &RequestRow, state: RequestState, data: &RequestData) {
    let tx = &mut change.tx;
    let (state, version) = (tx.bind(state.code().to_owned()), tx.bind(row.version));
    let data = tx.bind(SerdeWrapper(data.clone()));
    tx.guarded(
        record(&row.id),
        &format!("state = {state}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
}
