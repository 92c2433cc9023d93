//! The tables `quote` and `quote_version`.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::photos::Photo;
use kontor_domain::quotes::{Offer, Opened, Picks, QuoteState, QuoteSummary, Request, Wish, holds_on};
use kontor_domain::{CompanyId, Date, Error, Money, OrderId, Problem, QuoteId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::cases::{self, Entered};
use crate::change::{Change, Outcome, Subject};
use crate::fault::{Fault as _, internal};

/// How often a change is put onto what others wrote between reading and writing.
pub(super) const ATTEMPTS: usize = 8;

/// A version as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sent {
    pub number: u32,
    /// Which draft it was.
    pub edition: i64,
    pub title: String,
    pub at: jiff::civil::DateTime,
    pub who: String,
    pub valid_until: Date,
    /// Without options.
    pub net: Money,
}

/// `data` of an offer. Nothing of what it costs is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct QuoteData {
    pub company_name: String,
    pub owner_name: String,
    #[serde(default)]
    pub request: Option<Request>,
    /// Of the request.
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// What was asked for, before the desk made something of it.
    #[serde(default)]
    pub asked: Option<Offer>,
    pub draft: Offer,
    /// The next position gets this id.
    pub next_id: u32,
    #[serde(default)]
    pub sent: Vec<Sent>,
    #[serde(default)]
    pub opened: Vec<Opened>,
    #[serde(default)]
    pub wishes: Vec<Wish>,
    #[serde(default)]
    pub order: Option<OrderId>,
    #[serde(default)]
    pub accepted: Option<Picks>,
    #[serde(default)]
    pub reason: String,
    /// Who changed the draft last.
    pub changed_by: String,
}

impl QuoteData {
    /// The version that counts.
    pub fn latest(&self) -> Option<&Sent> {
        self.sent.last()
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct QuoteRow {
    pub id: String,
    pub seq: String,
    pub company: String,
    pub reader: String,
    pub case: String,
    pub owner: String,
    pub state: String,
    pub edition: i64,
    pub version: i64,
    pub changed: Datetime,
    pub data: SerdeWrapper<QuoteData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewQuoteRow {
    seq: String,
    company: String,
    reader: String,
    case: String,
    owner: String,
    state: String,
    turn: String,
    edition: i64,
    version: i64,
    changed: Datetime,
    data: SerdeWrapper<QuoteData>,
}

/// The columns of [`QuoteRow`].
pub(super) const COLUMNS: &str =
    "record::id(id) AS id, seq, company, reader, case, owner, state, edition, version, changed, data";

/// `data` of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct VersionData {
    offer: Offer,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct VersionRow {
    quote: String,
    number: i64,
    data: SerdeWrapper<VersionData>,
}

pub(super) fn record(quote: &QuoteId) -> RecordId {
    rid("quote", quote.to_string())
}

impl QuoteRow {
    pub fn quote(&self) -> QuoteId {
        QuoteId(self.id.clone())
    }

    pub fn company(&self) -> CompanyId {
        CompanyId(self.company.clone())
    }

    pub fn code(&self) -> Result<CaseCode, Error> {
        CaseCode::parse(&self.case).ok_or_else(|| internal(&"an offer without a case"))
    }

    pub fn state(&self) -> QuoteState {
        QuoteState::parse(&self.state).unwrap_or(QuoteState::Draft)
    }

    /// Another one of the same, to be changed.
    pub fn copy(&self) -> Self {
        Self {
            id: self.id.clone(),
            seq: self.seq.clone(),
            company: self.company.clone(),
            reader: self.reader.clone(),
            case: self.case.clone(),
            owner: self.owner.clone(),
            state: self.state.clone(),
            edition: self.edition,
            version: self.version,
            changed: self.changed,
            data: SerdeWrapper(self.data.0.clone()),
        }
    }

    pub fn subject(&self) -> Subject {
        Subject::new("quote", &self.id).of(&self.company()).in_case(&self.case)
    }

    pub fn summary(&self, kontor: &Kontor) -> Result<QuoteSummary, Error> {
        let data = &self.data.0;
        let latest = data.latest();
        Ok(QuoteSummary {
            id: self.quote(),
            case: self.code()?,
            company: self.company(),
            company_name: data.company_name.clone(),
            // What the customer has: another title of the draft is the desk's own until it is sent.
            title: match (latest, &data.asked) {
                (Some(sent), _) => sent.title.clone(),
                (None, Some(asked)) => asked.title.clone(),
                (None, None) => data.draft.title.clone(),
            },
            state: self.state(),
            number: latest.map_or(0, |sent| sent.number),
            net: latest.map(|sent| sent.net),
            valid_until: latest.map(|sent| sent.valid_until),
            owner_name: data.owner_name.clone(),
            changed_at: kontor.clock.local_of(&self.changed),
        })
    }
}

/// An offer the actor may see, with its case. A draft that was never sent is not there for customers.
///
/// # Errors
/// [`Error::NotFound`], also for another company's and one of a confidential case of others.
pub(super) async fn entered(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
) -> Result<(QuoteRow, Entered), Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let row = by_id(kontor, quote).await?.ok_or(Error::NotFound)?;
    if actor.company().is_some_and(|company| company.as_str() != row.reader) {
        return Err(Error::NotFound);
    }
    let entered = cases::enter(kontor, actor, &row.code()?).await?;
    Ok((row, entered))
}

/// For the program itself.
pub(super) async fn by_id(kontor: &Kontor, quote: &QuoteId) -> Result<Option<QuoteRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(quote));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// An offer that one of the dealer's people works on.
///
/// # Errors
/// As [`entered`]; [`Error::Forbidden`] without [`Right::ManageQuotes`]; [`Error::Conflict`] with [`Problem::WrongState`] for one that
/// is accepted or taken back.
pub(super) async fn workable(kontor: &Kontor, actor: &Actor, quote: &QuoteId) -> Result<QuoteRow, Error> {
    actor.require(Right::ManageQuotes)?;
    let (row, _) = entered(kontor, actor, quote).await?;
    if row.state().editable() { Ok(row) } else { Err(Error::conflict(Problem::WrongState)) }
}

/// An offer that a customer answers.
///
/// # Errors
/// As [`entered`]; [`Error::Forbidden`] for the dealer's people and who may only look.
pub(super) async fn answerable(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    number: u32,
    decides: bool,
) -> Result<QuoteRow, Error> {
    let (row, entered) = entered(kontor, actor, quote).await?;
    if entered.desk || !(if decides { entered.may_decide } else { entered.may_edit }) {
        return Err(Error::Forbidden);
    }
    let Some(latest) = row.data.0.latest() else { return Err(Error::conflict(Problem::WrongState)) };
    match row.state() {
        QuoteState::Expired => Err(Error::conflict(Problem::OfferExpired { on: latest.valid_until })),
        state if !state.acceptable() => Err(Error::conflict(Problem::WrongState)),
        _ if !holds_on(Some(latest.valid_until), kontor.clock.local().date()) => {
            Err(Error::conflict(Problem::OfferExpired { on: latest.valid_until }))
        }
        _ if latest.number != number => {
            Err(Error::conflict(Problem::OfferReplaced { number: latest.number }))
        }
        _ => Ok(row),
    }
}

/// Those of a case that the actor may see (`quote_by_case`), in the order in which they began.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn of_case(kontor: &Kontor, entered: &Entered) -> Result<Vec<QuoteSummary>, Error> {
    let rows = rows_of_case(kontor, &entered.code).await?;
    rows.iter().filter(|row| entered.desk || !row.reader.is_empty()).map(|row| row.summary(kontor)).collect()
}

pub(super) async fn rows_of_case(kontor: &Kontor, code: &CaseCode) -> Result<Vec<QuoteRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("case", code.to_string());
    let sql = format!("SELECT {COLUMNS} FROM quote WHERE case = $case ORDER BY seq LIMIT 50");
    kontor.store.rows(&sql, vars).await.fault()
}

/// What was offered as it stood in an edition.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn offer_of(kontor: &Kontor, quote: &QuoteId, edition: i64) -> Result<Offer, Error> {
    let mut vars = Variables::new();
    vars.insert("quote", quote.to_string());
    vars.insert("edition", edition);
    let sql = "SELECT quote, number, data FROM quote_version WHERE quote = $quote AND number <= $edition
               ORDER BY number DESC LIMIT 1";
    let rows: Vec<VersionRow> = kontor.store.rows(sql, vars).await.fault()?;
    rows.into_iter().next().map(|row| row.data.0.offer).ok_or(Error::NotFound)
}

/// Keeps what is offered from an edition on.
pub(super) fn keep_offer(change: &mut Change<'_>, quote: &QuoteId, edition: i64, offer: &Offer) {
    change.tx.create(
        rid("quote_version", format!("{quote}|{edition}")),
        VersionRow {
            quote: quote.to_string(),
            number: edition,
            data: SerdeWrapper(VersionData { offer: offer.clone() }),
        },
    );
}

/// Writes a new one, its first draft with it. `Exists` naming `quote:` when another one of the case was begun at this moment.
pub(super) fn create(change: &mut Change<'_>, row: &QuoteRow) {
    let data = row.data.0.clone();
    keep_offer(change, &row.quote(), row.edition, &data.draft);
    change.tx.create(
        record(&row.quote()),
        NewQuoteRow {
            seq: row.seq.clone(),
            company: row.company.clone(),
            reader: row.reader.clone(),
            case: row.case.clone(),
            owner: row.owner.clone(),
            turn: row.state().turn().code().to_owned(),
            state: row.state.clone(),
            edition: row.edition,
            version: 1,
            changed: row.changed,
            data: SerdeWrapper(data),
        },
    );
}

/// Writes what an offer has become, unless somebody wrote it since it was read (guard `version`).
pub(super) fn write(change: &mut Change<'_>, row: &QuoteRow) {
    let at = change.stamp();
    let tx = &mut change.tx;
    let (reader, owner) = (tx.bind(row.reader.clone()), tx.bind(row.owner.clone()));
    let (state, turn) = (tx.bind(row.state.clone()), tx.bind(row.state().turn().code().to_owned()));
    let (edition, version) = (tx.bind(row.edition), tx.bind(row.version));
    let (at, data) = (tx.bind(at), tx.bind(SerdeWrapper(row.data.0.clone())));
    tx.guarded(
        record(&row.quote()),
        &format!(
            "reader = {reader}, owner = {owner}, state = {state}, turn = {turn}, edition = {edition}, \
             changed = {at}, data = {data}, version += 1"
        ),
        &format!("version = {version}"),
        "version",
    );
}

/// Did somebody else write meanwhile? Then it is to be looked at again.
pub(super) fn overtaken(result: &Result<Outcome, StoreError>) -> bool {
    matches!(result, Err(StoreError::Guard(_)))
}
