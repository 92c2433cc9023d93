//! The one transaction that an order begins with, whatever it came of.

use kontor_domain::accounts::rules::CompanyRules;
use kontor_domain::accounts::{Actor, Address};
use kontor_domain::case::CaseCode;
use kontor_domain::delivery::{Completeness, Freight};
use kontor_domain::events::{Happened, TimelineEntry};
use kontor_domain::orders::{Agreed, OrderLine, OrderState, OrderView, PlaceOrder};
use kontor_domain::payments::Payment;
use kontor_domain::pricing::Totals;
use kontor_domain::recurring::Origin;
use kontor_domain::{CompanyId, Money, OrderId, PartKey};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue as _};

use super::arrive::arrive;
use super::credit::{self, Cover};
use super::rows::{self, OrderData, OrderRow};
use super::ruling::Ruling;
use super::{approval, budget, promise as ledger};
use crate::Kontor;
use crate::cases::rows::CaseRow;
use crate::change::{Change, Outcome, Subject};
use crate::outbox::Job;
use crate::pricing::Terms;
use crate::{accounts, cases, lists, mail, payments, stock};

/// Everything an order is made of, decided by the caller.
pub(super) struct NewOrder<'a> {
    /// Under which name its idempotency key stands.
    pub operation: &'static str,
    pub company: &'a CompanyId,
    pub terms: &'a Terms,
    pub rules: &'a CompanyRules,
    pub ruling: &'a Ruling,
    /// On account, and the company's credit does not cover it.
    pub held: bool,
    pub command: &'a PlaceOrder,
    pub delivery: &'a Address,
    pub billing: &'a Address,
    pub freight: Option<Freight>,
    pub completeness: Completeness,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    /// The case it belongs to; absent for one of its own.
    pub case: Option<&'a CaseRow>,
    pub recurring: Option<Origin>,
    pub agreed: Option<Agreed>,
    /// Parts of which nothing is left on the shelf: the index must say so.
    pub exhausted: Vec<PartKey>,
}

/// What came of writing: the new order as it is now, or the one that this key has placed before.
pub(super) enum Written {
    Now(Box<OrderView>),
    Before(OrderId),
}

/// Writes the order with its reservations, its charges, its case, its event and its mails. `also` puts into the transaction what it came
/// of: the cart that becomes empty, the day of a recurring order, the offer that is accepted.
///
/// # Errors
/// [`StoreError::Guard`] when something went meanwhile, [`StoreError::Exists`] naming `case:` when the drawn code was taken.
pub(super) async fn write_order(
    kontor: &Kontor,
    actor: &Actor,
    new: NewOrder<'_>,
    also: impl FnOnce(&mut Change<'_>, &OrderId, &CaseCode),
) -> Result<Written, StoreError> {
    let id = OrderId(kontor.new_id());
    let case = new.case.map_or_else(|| cases::rows::draw(kontor), CaseRow::code);
    let (email, language) = match actor.requester() {
        Some(person) => accounts::rows::email(kontor, person)
            .await
            .map_err(|e| StoreError::Unavailable(e.to_string()))?
            .map_or((String::new(), actor.language), |(email, language)| (email, language)),
        None => (String::new(), actor.language),
    };
    let (company, command) = (new.terms.company.as_ref(), new.command);
    let data = OrderData {
        company_name: company.map(|c| c.name.clone()).unwrap_or_default(),
        company_number: company.map(|c| c.number.clone()).unwrap_or_default(),
        placed_by: actor.acting().map_or(actor.name(), |a| &a.caller.name).to_owned(),
        entered_by: actor.acting().map(|_| actor.name().to_owned()).unwrap_or_default(),
        person: actor.requester().cloned(),
        email,
        language,
        channel: actor.channel,
        po_number: command.po_number.trim().to_owned(),
        note: command.note.trim().to_owned(),
        requested: command.requested,
        delivery: new.delivery.clone(),
        billing: new.billing.clone(),
        lines: new.lines,
        totals: new.totals,
        assignment: new.ruling.assignment.clone(),
        approval: new.ruling.approval(),
        charge: new.ruling.verdict.charge.clone(),
        payment: command.payment.clone(),
        pay_by: None,
        on_credit: None,
        credited: Money::ZERO,
        recurring: new.recurring,
        agreed: new.agreed,
        freight: new.freight,
        completeness: new.completeness,
    };
    let needs_payment = data.needs_payment();
    let state = OrderState::entrance(new.ruling.verdict.needs_approval(), needs_payment, new.held);
    let owed = (state == OrderState::Placed && !needs_payment).then_some(data.totals.gross);
    let data = OrderData { pay_by: payments::pay_by(kontor, state), on_credit: owed, ..data };

    let mut change = Change::new(kontor, actor);
    change.once(new.operation, &command.key, id.as_str());
    stock::reserve(&mut change.tx, data.lines.iter().filter_map(OrderLine::reserved));
    if let Some(charge) = &data.charge {
        budget::charge(&mut change.tx, new.company, charge);
    }
    match data.on_credit {
        Some(owed) => credit::charge(&mut change.tx, new.company.as_str(), owed, Cover::Limit),
        None => credit::not_blocked(&mut change.tx, new.company.as_str()),
    }
    also(&mut change, &id, &case);
    let row = OrderRow {
        seq: id.to_string(),
        company: new.company.to_string(),
        case: case.to_string(),
        state: state.code().to_owned(),
        placed_at: kontor.clock.stamp(),
        net: data.totals.net.amount,
        channel: data.channel.code().to_owned(),
        version: 1,
        data: SerdeWrapper(data.clone()).into_value(),
    };
    change.tx.create(rows::id(&id), row.clone());
    ledger::record(kontor, actor, &mut change, &row, &[], (row.state(), &data));
    if needs_payment {
        payments::rows::create(&mut change, new.company, &Payment::new(id.clone(), data.totals.gross));
    }
    match new.case {
        Some(case) => cases::rows::bear(&mut change, case, &id),
        None => cases::rows::begin(kontor, &mut change, &case, new.company, "", id.as_str()),
    }
    let subject =
        Subject::new("order", id.as_str()).of(new.company).in_case(case.as_str()).ordered_as(&data.po_number);
    let count = u32::try_from(data.lines.len()).unwrap_or(u32::MAX);
    let placed = Happened::OrderPlaced { lines: count, po_number: data.po_number.clone() };
    change.event(&subject, placed.clone());
    let mut happened = vec![placed];
    lists::buying::remember(&mut change.tx, new.company, &id, row.placed_at, &data.lines);
    if !new.exhausted.is_empty() {
        change.job(Job::Index { parts: new.exhausted });
    }
    let mut view = mail::order_view(kontor, &row, &data);
    if let Some(asked) = approval::ask(kontor, &mut change, &view, &data, new.rules, &new.ruling.people) {
        change.event(&subject, asked.clone());
        happened.push(asked);
    }
    view.payment = needs_payment.then(|| {
        payments::rows::view(&Payment::new(id.clone(), data.totals.gross), &data.payment, data.totals.gross)
    });
    if state == OrderState::OnHold {
        change.event(&subject, Happened::OrderHeld);
        happened.push(Happened::OrderHeld);
    }
    arrive(kontor, &mut change, &view, &data);
    match change.commit().await? {
        Outcome::Done => {
            let (at, channel) = (view.placed_at, data.channel);
            let behalf = actor.acting().map(|acting| acting.caller.name.clone()).unwrap_or_default();
            let entry = |what| TimelineEntry {
                at,
                who: actor.name().to_owned(),
                behalf: behalf.clone(),
                channel,
                what,
            };
            view.timeline.extend(happened.into_iter().map(entry));
            view.ledger = ledger::ledger(&data, view.placed_at, None);
            Ok(Written::Now(Box::new(view)))
        }
        Outcome::Before(result) => Ok(Written::Before(OrderId(result))),
    }
}
