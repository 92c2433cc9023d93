//! The record `case:CODE`.

use std::collections::BTreeSet;

use kontor_domain::accounts::{Actor, Person};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseSummary, Colleague, Participant};
use kontor_domain::{CompanyId, Error, OrderId, PersonId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// `data` of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct CaseData {
    /// On whose wish it began; absent for programs, and for cases of before.
    #[serde(default)]
    pub maker: Option<PersonId>,
    #[serde(default)]
    pub owner_name: String,
    /// Who takes part by name. Unless the case is confidential, all of the company with the right do.
    #[serde(default)]
    pub people: Vec<Participant>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct CaseRow {
    pub code: String,
    pub seq: String,
    pub company: String,
    pub title: String,
    /// The first order that came of it, or empty.
    pub order: String,
    pub shelf: String,
    pub owner: String,
    pub confidential: bool,
    pub version: i64,
    pub data: SerdeWrapper<CaseData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewCaseRow {
    seq: String,
    company: String,
    title: String,
    order: String,
    shelf: String,
    owner: String,
    confidential: bool,
    version: i64,
    data: SerdeWrapper<CaseData>,
}

/// The columns of [`CaseRow`].
pub(crate) const COLUMNS: &str =
    "record::id(id) AS code, seq, company, title, order, shelf, owner, confidential, version, data";

pub(crate) const OPEN: &str = "open";
pub(crate) const ARCHIVED: &str = "archived";

pub(super) fn record(code: &CaseCode) -> RecordId {
    rid("case", code.to_string())
}

impl CaseRow {
    pub fn company(&self) -> CompanyId {
        CompanyId(self.company.clone())
    }

    pub fn code(&self) -> CaseCode {
        CaseCode::parse(&self.code).unwrap_or_default()
    }

    /// What events about the case itself are about.
    pub fn subject(&self) -> Subject {
        Subject::new("case", &self.code).of(&self.company()).in_case(&self.code)
    }

    /// May somebody of the company come in, as far as the case itself says? Who acts for a customer comes in with the one on whose
    /// wish they act; a program is nobody who could take part.
    pub fn lets_in(&self, actor: &Actor) -> bool {
        !self.confidential || actor.requester().is_some_and(|person| self.participant(person).is_some())
    }

    pub fn participant(&self, person: &PersonId) -> Option<&Participant> {
        self.data.0.people.iter().find(|p| p.person == *person)
    }

    pub fn owner(&self) -> Option<Colleague> {
        (!self.owner.is_empty())
            .then(|| Colleague { person: PersonId(self.owner.clone()), name: self.data.0.owner_name.clone() })
    }

    pub fn summary(self, kontor: &Kontor, company_name: String) -> CaseSummary {
        CaseSummary {
            code: self.code(),
            company: self.company(),
            company_name,
            began: began(kontor, &self.seq),
            confidential: self.confidential,
            archived: self.shelf == ARCHIVED,
            title: self.title,
            owner_name: self.data.0.owner_name,
        }
    }
}

/// The moment in a ULID.
fn began(kontor: &Kontor, seq: &str) -> jiff::civil::DateTime {
    let at = ulid::Ulid::from_string(seq).map_or(0, |seq| seq.timestamp_ms());
    kontor.clock.local_at(i64::try_from(at).unwrap_or(i64::MAX))
}

/// Which of these cases, by their codes, let somebody of the company in: for lists of things that belong to cases.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn letting_in(
    kontor: &Kontor,
    actor: &Actor,
    codes: impl Iterator<Item = CaseCode>,
) -> Result<BTreeSet<String>, Error> {
    let records: Vec<RecordId> = codes.map(|code| record(&code)).collect();
    if records.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", records);
    let rows: Vec<CaseRow> = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $ids"), vars).await.fault()?;
    let open = rows.iter().filter(|row| row.lets_in(actor));
    Ok(open.map(|row| row.code().to_string()).collect())
}

/// A code nobody has, but for a chance of one in twenty million: then the transaction that begins the case fails with
/// `StoreError::Exists` naming `case:`, and is done once more.
pub(crate) fn draw(kontor: &Kontor) -> CaseCode {
    CaseCode::from_random(kontor.ids.number())
}

/// Begins a case in a transaction. `order` is empty when it does not begin with one; a case without a title is an order and nothing
/// else so far.
pub(crate) fn begin(
    kontor: &Kontor,
    change: &mut Change<'_>,
    code: &CaseCode,
    company: &CompanyId,
    title: &str,
    order: &str,
) {
    let actor = change.actor();
    // What one of the dealer's people begins is theirs to look after.
    let (owner, owner_name) = match (actor.is_dealer(), actor.person()) {
        (true, Some(person)) => (person.to_string(), actor.name().to_owned()),
        _ => Default::default(),
    };
    let maker = if actor.is_dealer() { None } else { actor.requester().cloned() };
    let row = NewCaseRow {
        seq: kontor.new_id(),
        company: company.to_string(),
        title: title.to_owned(),
        order: order.to_owned(),
        shelf: OPEN.to_owned(),
        owner,
        confidential: false,
        version: 1,
        data: SerdeWrapper(CaseData { maker, owner_name, people: Vec::new() }),
    };
    change.tx.create(record(code), row);
}

/// An order has come of the case; the first one is remembered.
pub(crate) fn bear(change: &mut Change<'_>, case: &CaseRow, order: &OrderId) {
    if case.order.is_empty() {
        let (id, order) = (change.tx.bind(record(&case.code())), change.tx.bind(order.to_string()));
        change.tx.push(format!("UPDATE {id} SET order = {order} RETURN NONE"));
    }
}

/// The names of companies.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn company_names(
    kontor: &Kontor,
    companies: impl Iterator<Item = String>,
) -> Result<std::collections::HashMap<String, String>, Error> {
    #[derive(SurrealValue)]
    #[surreal(crate = "kontor_store::types")]
    struct Named {
        id: String,
        name: String,
    }
    let mut companies: Vec<String> = companies.filter(|id| !id.is_empty()).collect();
    companies.sort_unstable();
    companies.dedup();
    let mut vars = Variables::new();
    vars.insert("ids", companies.into_iter().map(|id| rid("company", id)).collect::<Vec<RecordId>>());
    let rows: Vec<Named> =
        kontor.store.rows("SELECT record::id(id) AS id, name FROM $ids", vars).await.fault()?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Those of a house who may take part in cases.
pub(crate) fn may_take_part(person: &Person) -> bool {
    use kontor_domain::accounts::Right;
    !person.blocked
        && person.may(if person.company.is_some() { Right::SeeOwnOrders } else { Right::ManageQuotes })
}
