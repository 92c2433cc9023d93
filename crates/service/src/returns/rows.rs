//! The table `goods_return`.

use jiff::civil::DateTime;
use kontor_domain::accounts::{Actor, Address, Channel, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::photos::Photo;
use kontor_domain::pricing::VatTreatment;
use kontor_domain::returns::{
    Credit, ReturnLine, ReturnState, ReturnSummary, ReturnView, order_of, return_code, return_totals,
};
use kontor_domain::{CompanyId, Error, Language, OrderId, PersonId, Problem, ReturnId, WarehouseId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};

/// `data` of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnData {
    pub company_name: String,
    pub company_number: String,
    pub po_number: String,
    /// Where the goods were delivered.
    pub sender: Address,
    pub requested_by: String,
    /// Whom it belongs to, and mails go to.
    pub person: Option<PersonId>,
    pub email: String,
    pub language: Language,
    pub channel: Channel,
    pub words: String,
    pub treatment: VatTreatment,
    pub lines: Vec<ReturnLine>,
    pub photos: Vec<Photo>,
    pub warehouse: WarehouseId,
    #[serde(default)]
    pub received_at: Option<DateTime>,
    #[serde(default)]
    pub decided_at: Option<DateTime>,
    #[serde(default)]
    pub answer: String,
    #[serde(default)]
    pub credit: Option<Credit>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct ReturnRow {
    pub id: String,
    pub seq: String,
    pub company: String,
    pub case: String,
    pub state: String,
    pub requested_at: Datetime,
    pub version: i64,
    pub data: SerdeWrapper<ReturnData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewReturnRow {
    seq: String,
    company: String,
    order: String,
    case: String,
    state: String,
    requested_at: Datetime,
    version: i64,
    data: SerdeWrapper<ReturnData>,
}

pub(super) const COLUMNS: &str =
    "record::id(id) AS id, seq, company, case, state, requested_at, version, data";

fn id(goods_return: &ReturnId) -> RecordId {
    rid("goods_return", goods_return.to_string())
}

impl ReturnRow {
    pub fn return_id(&self) -> ReturnId {
        ReturnId(self.id.clone())
    }

    pub fn state(&self) -> Result<ReturnState, Error> {
        ReturnState::parse(&self.state).ok_or_else(|| internal(&"a return without a state"))
    }

    fn case(&self) -> CaseCode {
        CaseCode::parse(&self.case).unwrap_or_default()
    }

    /// Its number, as on the label.
    pub fn code(&self) -> String {
        return_code(&self.case(), &self.return_id())
    }

    /// Events stand in the history of the order.
    pub fn subject(&self) -> Subject {
        let (order, _) = order_of(&self.return_id());
        Subject::new("order", order.as_str())
            .of(&CompanyId(self.company.clone()))
            .in_case(&self.case)
            .ordered_as(&self.data.0.po_number)
            .with_return(&self.id)
    }

    pub fn summary(self, kontor: &Kontor) -> Result<ReturnSummary, Error> {
        let (state, code, id) = (self.state()?, self.code(), self.return_id());
        let data = self.data.0;
        let totals = return_totals(&data.lines, data.treatment);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(ReturnSummary {
            id,
            code,
            company_name: data.company_name,
            state,
            kind: data.lines.first().map(|l| l.reason).unwrap_or_default().kind(),
            requested_at: kontor.clock.local_of(&self.requested_at),
            requested_by: data.requested_by,
            lines: count(data.lines.len()),
            photos: count(data.photos.len()),
            gross: totals.gross,
            credit: data.credit.map(|c| c.number),
        })
    }
}

/// A return the actor may see: the own company's, or any for the dealer's people with the right.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub(super) async fn visible(
    kontor: &Kontor,
    actor: &Actor,
    goods_return: &ReturnId,
) -> Result<ReturnRow, Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let mut vars = Variables::new();
    vars.insert("id", id(goods_return));
    let rows: Vec<ReturnRow> =
        kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    match actor.company() {
        Some(company) if company.as_str() != row.company => Err(Error::NotFound),
        _ => Ok(row),
    }
}

/// A return that is to be led on from `state`, as the person saw it.
///
/// # Errors
/// As [`visible`]; [`Error::Conflict`] with [`Problem::WrongState`] or [`Problem::ChangedMeanwhile`].
pub(super) async fn in_state(
    kontor: &Kontor,
    actor: &Actor,
    goods_return: &ReturnId,
    state: ReturnState,
    version: i64,
) -> Result<ReturnRow, Error> {
    let row = visible(kontor, actor, goods_return).await?;
    if row.state()? != state {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    Ok(row)
}

/// May this actor send things of `owner` back? Who ordered them, who manages the company, the company's own programs, and for
/// a customer on the telephone the desk.
pub(super) fn may_send(actor: &Actor, owner: Option<&PersonId>) -> bool {
    if actor.company().is_none() {
        return actor.has(Right::ConfirmOrders);
    }
    actor.has(Right::Order)
        && (actor.has(Right::ManageCompany) || actor.person().is_none() || actor.person() == owner)
}

/// The returns of an order, newest first.
pub(super) async fn of_order(kontor: &Kontor, order: &OrderId) -> Result<Vec<ReturnRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("order", order.to_string());
    let sql = format!("SELECT {COLUMNS} FROM goods_return WHERE order = $order ORDER BY seq DESC LIMIT 1000");
    kontor.store.rows(&sql, vars).await.fault()
}

/// The commit fails with `Exists` when another return of the order got this number meanwhile.
pub(super) fn create(change: &mut Change<'_>, row: &ReturnRow) {
    let (order, _) = order_of(&row.return_id());
    change.tx.create(
        id(&row.return_id()),
        NewReturnRow {
            seq: row.seq.clone(),
            company: row.company.clone(),
            order: order.to_string(),
            case: row.case.clone(),
            state: row.state.clone(),
            requested_at: row.requested_at,
            version: row.version,
            data: SerdeWrapper(row.data.0.clone()),
        },
    );
}

/// Writes it if nobody wrote it since it was read (guard `return`).
pub(super) fn update(change: &mut Change<'_>, row: &ReturnRow, state: ReturnState, data: &ReturnData) {
    let tx = &mut change.tx;
    let (state, version) = (tx.bind(state.code().to_owned()), tx.bind(row.version));
    let data = tx.bind(SerdeWrapper(data.clone()));
    tx.guarded(
        id(&row.return_id()),
        &format!("state = {state}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "return",
    );
}

/// What pages and mails show of it.
pub(super) fn view(kontor: &Kontor, actor: &Actor, row: ReturnRow) -> Result<ReturnView, Error> {
    let (state, case, code, id) = (row.state()?, row.case(), row.code(), row.return_id());
    let data = row.data.0;
    let mine = may_send(actor, data.person.as_ref());
    Ok(ReturnView {
        order: order_of(&id).0,
        id,
        code,
        case,
        company: CompanyId(row.company),
        company_name: data.company_name,
        company_number: data.company_number,
        po_number: data.po_number,
        sender: data.sender,
        state,
        words: data.words,
        requested_at: kontor.clock.local_of(&row.requested_at),
        requested_by: data.requested_by,
        channel: data.channel,
        photos: data.photos,
        totals: return_totals(&data.lines, data.treatment),
        lines: data.lines,
        warehouse: data.warehouse,
        received_at: data.received_at,
        decided_at: data.decided_at,
        answer: data.answer,
        credit: data.credit,
        mine,
        version: row.version,
    })
}
