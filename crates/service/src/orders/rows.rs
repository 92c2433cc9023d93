//! The table `order` and what hangs on it.

use kontor_domain::accounts::rules::Charge;
use kontor_domain::accounts::{Actor, Address, Channel, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::delivery::{Completeness, Freight};
use kontor_domain::orders::{
    Agreed, Approval, Assignment, ChoiceState, OrderLine, OrderState, OrderSummary, OrderView, change_until,
    customer_may_change,
};
use kontor_domain::payments::{Payment, PaymentChoice};
use kontor_domain::pricing::Totals;
use kontor_domain::recurring::Origin;
use kontor_domain::shipments::ShipmentView;
use kontor_domain::{CompanyId, Date, Decimal, Error, Language, Money, OrderId, PersonId, Problem, Quantity};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Value, Variables, rid};
use serde::{Deserialize, Serialize};

use super::{promise, substitutes};
use crate::fault::Fault as _;
use crate::{Kontor, payments, timeline};

/// `data` of an order record: what was agreed, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderData {
    pub company_name: String,
    pub company_number: String,
    pub placed_by: String,
    /// Who of the dealer entered it; empty when the customer's people did so themselves.
    #[serde(default)]
    pub entered_by: String,
    /// Whom mails about the order go to.
    pub person: Option<PersonId>,
    pub email: String,
    pub language: Language,
    pub channel: Channel,
    pub po_number: String,
    pub note: String,
    pub requested: Option<Date>,
    pub delivery: Address,
    pub billing: Address,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    #[serde(default)]
    pub assignment: Assignment,
    #[serde(default)]
    pub approval: Option<Approval>,
    /// What it takes from a budget of the customer; given back when it is cancelled.
    #[serde(default)]
    pub charge: Option<Charge>,
    /// How the person chose to pay.
    #[serde(default)]
    pub payment: PaymentChoice,
    /// The last day on which its payment is waited for.
    #[serde(default)]
    pub pay_by: Option<Date>,
    /// What it counts for in the company's credit: as long as it is on account, has reached the desk and is not settled.
    #[serde(default)]
    pub on_credit: Option<Money>,
    /// What returns brought back of it on account, gross.
    #[serde(default)]
    pub credited: Money,
    /// The recurring order it came of.
    #[serde(default)]
    pub recurring: Option<Origin>,
    /// The offer it came of.
    #[serde(default)]
    pub agreed: Option<Agreed>,
    /// As it was agreed; part of `totals`.
    #[serde(default)]
    pub freight: Option<Freight>,
    #[serde(default)]
    pub completeness: Completeness,
}

impl OrderData {
    /// Does it wait for its payment before the desk sees it? The one place that decides; for
    /// [`OrderState::entrance`]. Nothing is to be paid for what costs nothing.
    #[must_use]
    pub fn needs_payment(&self) -> bool {
        self.payment.needs_payment() && !self.totals.gross.is_zero()
    }

    /// What the company owes for it while it is on account: less what was credited.
    #[must_use]
    pub fn on_account(&self) -> Money {
        let left = self.totals.gross - self.credited;
        if left.amount.is_sign_negative() { Money::ZERO } else { left }
    }

    /// May this actor change or cancel it, or lines of it? The dealer's people may in any case, customers as
    /// [`customer_may_change`] says.
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::AgreedByOffer`].
    pub(crate) fn changeable_by(&self, actor: &Actor) -> Result<(), Error> {
        match actor.company() {
            Some(_) => customer_may_change(self.agreed.as_ref()).map_err(Error::conflict),
            None => Ok(()),
        }
    }

    /// What has to be paid for it.
    #[must_use]
    pub fn owed(&self, state: OrderState) -> Money {
        if state == OrderState::Cancelled { Money::ZERO } else { self.totals.gross }
    }

    /// Notes the day on lines of which something was open before, and everything has left now.
    pub(crate) fn close_lines(&mut self, before: &[OrderLine], today: Date) {
        let was_open =
            |l: &OrderLine| before.iter().any(|b| b.position == l.position && !b.open().0.is_zero());
        for line in self.lines.iter_mut().filter(|l| l.open().0.is_zero() && l.shipped > Quantity::ZERO) {
            if was_open(line) {
                line.done = Some(today);
            }
        }
    }
}

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub struct OrderRow {
    pub seq: String,
    pub company: String,
    pub case: String,
    pub state: String,
    pub placed_at: Datetime,
    pub net: Decimal,
    pub channel: String,
    pub version: i64,
    pub data: SerdeWrapperClone,
}

/// `SerdeWrapper` that can be cloned.
pub type SerdeWrapperClone = kontor_store::types::Value;

impl OrderRow {
    /// The order's data.
    ///
    /// # Errors
    /// [`Error::Internal`] when the record was written by a newer program.
    pub fn read(&self) -> Result<OrderData, Error> {
        SerdeWrapper::<OrderData>::from_value(self.data.clone())
            .map(|w| w.0)
            .map_err(|e| crate::fault::internal(&e))
    }

    #[must_use]
    pub fn state(&self) -> OrderState {
        OrderState::parse(&self.state).unwrap_or(OrderState::Placed)
    }

    /// The company's own order number, without reading all the rest.
    fn po_number(&self) -> &str {
        match &self.data {
            Value::Object(data) => match data.get("po_number") {
                Some(Value::String(number)) => number.as_str(),
                _ => "",
            },
            _ => "",
        }
    }

    /// # Errors
    /// As [`OrderRow::read`].
    pub fn summary(&self, kontor: &Kontor) -> Result<OrderSummary, Error> {
        let data = self.read()?;
        let open = data.lines.iter().filter(|l| !l.open().0.is_zero());
        Ok(OrderSummary {
            id: OrderId(self.seq.clone()),
            case: CaseCode::parse(&self.case).unwrap_or_default(),
            company_name: data.company_name.clone(),
            state: self.state(),
            placed_at: kontor.clock.local_of(&self.placed_at),
            placed_by: data.placed_by.clone(),
            entered_by: data.entered_by.clone(),
            channel: data.channel,
            po_number: data.po_number.clone(),
            lines: u32::try_from(data.lines.iter().filter(|l| !l.gone()).count()).unwrap_or(u32::MAX),
            net: Money::eur(self.net),
            date: open.map(OrderLine::date).max(),
            late: data.lines.iter().any(|l| !l.gone() && l.date() > l.promised),
            choice: ChoiceState::of(self.state(), &data.lines),
        })
    }
}

pub(crate) const COLUMNS: &str = "seq, company, case, state, placed_at, net, channel, version, data";

#[must_use]
pub fn id(order: &OrderId) -> RecordId {
    rid("order", order.to_string())
}

/// An order the actor may see: the own company's, or any for the dealer's people with the right.
///
/// # Errors
/// [`Error::NotFound`] also for another company's order; [`Error::Unauthenticated`] for nobody.
pub async fn visible(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<OrderRow, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(order));
    if actor.company().is_some() {
        actor.require(Right::SeeOwnOrders)?;
    } else {
        actor.require(Right::SeeOrders)?;
    }
    let row = kontor
        .store
        .rows::<OrderRow>(&format!("SELECT {COLUMNS} FROM $id"), vars)
        .await
        .fault()?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    match actor.company() {
        Some(company) if company.as_str() != row.company => Err(Error::NotFound),
        _ => Ok(row),
    }
}

/// An order by its id, for the program itself.
pub(crate) async fn by_id(kontor: &Kontor, order: &OrderId) -> Result<Option<OrderRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(order));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// Those of `ids` that exist, in no particular order.
pub(crate) async fn by_ids(kontor: &Kontor, ids: Vec<RecordId>) -> Result<Vec<OrderRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("ids", ids);
    kontor.store.rows(&format!("SELECT {COLUMNS} FROM $ids"), vars).await.fault()
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct PaymentRow {
    data: SerdeWrapper<Payment>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ShipmentRow {
    data: SerdeWrapper<ShipmentView>,
}

/// The whole view of an order that was found visible.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn view(kontor: &Kontor, row: OrderRow) -> Result<OrderView, Error> {
    let data = row.read()?;
    let state = row.state();
    let mut vars = Variables::new();
    vars.insert("order", row.seq.clone());
    vars.insert("subject", format!("order:{}", row.seq));
    vars.insert("payment", payments::rows::id(&OrderId(row.seq.clone())));
    let mut rows = kontor
        .store
        .query(
            "SELECT data FROM shipment WHERE order = $order;
             SELECT at, name, behalf, channel, data, seq FROM event WHERE subject = $subject ORDER BY seq;
             SELECT data FROM $payment;
             SELECT data, seq FROM promise WHERE order = $order ORDER BY seq;",
            vars,
        )
        .await
        .fault()?;
    let mut shipments: Vec<ShipmentView> =
        rows.take::<ShipmentRow>(0).fault()?.into_iter().map(|r| r.data.0).collect();
    shipments.sort_by(|a, b| a.id.cmp(&b.id));
    let timeline = timeline::entries(kontor, rows.take(1).fault()?);
    let payment = rows.take::<PaymentRow>(2).fault()?.into_iter().next();
    let owed = data.owed(state);
    let payment = payment.map(|p| payments::rows::view(&p.data.0, &data.payment, owed));
    let placed_at = kontor.clock.local_of(&row.placed_at);
    let found = rows.take::<promise::EntryRow>(3).fault()?.into_iter().map(|r| r.data.0);
    let ledger = promise::ledger(&data, placed_at, found);
    let offers = if state.confirmable() {
        substitutes::offers(kontor, &CompanyId(row.company.clone()), &data).await?
    } else {
        Vec::new()
    };
    let change_until = change_until(state, data.agreed.as_ref(), placed_at, kontor.clock.local());
    Ok(OrderView {
        id: OrderId(row.seq.clone()),
        case: CaseCode::parse(&row.case).unwrap_or_default(),
        company: CompanyId(row.company.clone()),
        company_name: data.company_name,
        company_number: data.company_number,
        state,
        placed_at,
        placed_by: data.placed_by,
        entered_by: data.entered_by,
        channel: data.channel,
        po_number: data.po_number,
        note: data.note,
        requested: data.requested,
        delivery: data.delivery,
        billing: data.billing,
        lines: data.lines,
        totals: data.totals,
        shipments,
        assignment: data.assignment,
        approval: data.approval,
        timeline,
        payment,
        ledger,
        offers,
        pay_by: data.pay_by,
        owed: data.on_credit,
        recurring: data.recurring,
        agreed: data.agreed,
        freight: data.freight,
        completeness: data.completeness,
        change_until,
        version: row.version,
    })
}

/// Writes an order's new state and data, if nobody wrote it since `row` was read (guard `version`).
pub(crate) fn advance(
    change: &mut crate::change::Change<'_>,
    row: &OrderRow,
    state: OrderState,
    data: &OrderData,
) {
    let data_net = data.totals.net.amount;
    let tx = &mut change.tx;
    let choice = tx.bind(ChoiceState::of(state, &data.lines).map_or("", ChoiceState::code).to_owned());
    let state = tx.bind(state.code().to_owned());
    let data = tx.bind(SerdeWrapper(data.clone()).into_value());
    let net = tx.bind(data_net);
    let version = tx.bind(row.version);
    tx.guarded(
        rid("order", row.seq.clone()),
        &format!("state = {state}, net = {net}, choice = {choice}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
}

/// A guard that threw means that the world changed meanwhile.
pub(crate) fn or_changed(
    result: Result<crate::change::Outcome, kontor_store::StoreError>,
) -> Result<crate::change::Outcome, Error> {
    match result {
        Err(kontor_store::StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        other => other.fault(),
    }
}

/// What events about this order are about.
pub(crate) fn subject(row: &OrderRow) -> crate::change::Subject {
    crate::change::Subject::new("order", &row.seq)
        .of(&CompanyId(row.company.clone()))
        .in_case(&row.case)
        .ordered_as(row.po_number())
}
