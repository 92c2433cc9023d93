//! An approver says yes or no. Bound to a person: a key has nobody behind it, and the dealer does not spend the customer's money.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{ApproveOrder, Decision, OrderLine, OrderState, OrderView, RejectOrder, Voice};
use kontor_domain::{CompanyId, Error, OrderId, Problem};
use kontor_store::StoreError;

use super::arrive::arrive;
use super::credit::{self, Cover};
use super::rows::{self, OrderRow, advance, subject};
use super::{approval, budget, promise};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::{Kontor, accounts, lists, mail, payments, stock};

/// Approves the step that waits; after the last one the order goes on as placed: with the prices, dates and reservations it
/// was placed with, whatever changed since. The same person again about the same version answers the same.
///
/// # Errors
/// [`Error::NotFound`] for another company's order; [`Error::Forbidden`] without [`Right::Approve`], for keys and the dealer,
/// for whoever is not asked now, and always for who ordered; [`Error::Conflict`] with [`Problem::WrongState`] or
/// [`Problem::ChangedMeanwhile`], for the last step also with [`Problem::DeliveryBlocked`]; [`Error::Invalid`] with `comment`.
pub async fn approve_order(
    kontor: &Kontor,
    actor: &Actor,
    command: &ApproveOrder,
) -> Result<OrderView, Error> {
    let comment = command.comment.trim();
    let wrong =
        (comment.chars().count() > 500).then(|| Error::invalid("comment", Problem::TooLong { max: 500 }));
    decide(kontor, actor, &command.order, command.version, true, comment, wrong).await
}

/// Rejects the order: it is cancelled, goods and budget are free again, and whoever ordered reads the reason.
///
/// # Errors
/// As [`approve_order`]; [`Error::Invalid`] with `reason` when there is none.
pub async fn reject_order(kontor: &Kontor, actor: &Actor, command: &RejectOrder) -> Result<OrderView, Error> {
    let reason = command.reason.trim();
    let wrong = match reason.chars().count() {
        0 => Some(Error::invalid("reason", Problem::Required)),
        1..=500 => None,
        _ => Some(Error::invalid("reason", Problem::TooLong { max: 500 })),
    };
    decide(kontor, actor, &command.order, command.version, false, reason, wrong).await
}

async fn decide(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    version: i64,
    approved: bool,
    words: &str,
    wrong: Option<Error>,
) -> Result<OrderView, Error> {
    let company = actor.require_company(Right::Approve)?;
    let person = actor.person().ok_or(Error::Forbidden)?;
    // Once to decide; when somebody was quicker, once more to see whether that was the other half of a double click.
    for _ in 0..2 {
        let row = rows::visible(kontor, actor, order).await?;
        let mut data = row.read()?;
        let Some(asked) = &mut data.approval else { return Err(Error::conflict(Problem::WrongState)) };
        if asked.decided_already(person, version, approved) {
            return rows::view(kontor, row).await;
        }
        let (OrderState::AwaitingApproval, Some(step)) = (row.state(), asked.current()) else {
            return Err(Error::conflict(Problem::WrongState));
        };
        let rules = accounts::rules_of(kontor, company).await?;
        let today = kontor.clock.local().date();
        let voice =
            asked.voice(person, data.person.as_ref(), &rules.delegates, today).ok_or(Error::Forbidden)?;
        if let Some(wrong) = &wrong {
            return Err(wrong.clone());
        }
        if row.version != version {
            return Err(Error::conflict(Problem::ChangedMeanwhile));
        }
        let in_place_of = match voice {
            Voice::Own => None,
            Voice::InPlaceOf { name } => Some(name),
        };
        asked.steps[step].decided = Some(Decision {
            person: person.clone(),
            by: actor.name().to_owned(),
            in_place_of: in_place_of.clone(),
            at: kontor.clock.local(),
            channel: actor.channel,
            approved,
            comment: words.to_owned(),
            version,
        });
        let state = match (approved, asked.current()) {
            (false, _) => OrderState::Cancelled,
            (true, Some(_)) => OrderState::AwaitingApproval,
            (true, None) => {
                let (company, gross) = (CompanyId(row.company.clone()), data.totals.gross);
                let held = credit::held(kontor, &company, gross, !data.needs_payment()).await?;
                OrderState::entrance(false, data.needs_payment(), held)
            }
        };
        data.on_credit = (state == OrderState::Placed && !data.needs_payment()).then_some(data.totals.gross);
        data.pay_by = payments::pay_by(kontor, state);
        let mut change = Change::new(kontor, actor);
        advance(&mut change, &row, state, &data);
        if let Some(owed) = data.on_credit {
            credit::charge(&mut change.tx, &row.company, owed, Cover::Limit);
        }
        approval::close(&mut change, order, asked_of(&data)?, step);
        let view = OrderView { state, ..mail::order_view(kontor, &row, &data) };
        if approved {
            let happened = Happened::OrderApproved { in_place_of, comment: words.to_owned() };
            change.event(&subject(&row), happened);
            if state == OrderState::AwaitingApproval {
                let (people, _) = accounts::approvers(kontor, company).await?;
                if let Some(asked) = approval::ask(kontor, &mut change, &view, &data, &rules, &people) {
                    change.event(&subject(&row), asked);
                }
            } else {
                if !data.email.is_empty() {
                    let by = actor.name();
                    change.mail(mail::order_approved(kontor, &view, by, words, &data.email, data.language));
                }
                if state == OrderState::OnHold {
                    change.event(&subject(&row), Happened::OrderHeld);
                }
                arrive(kontor, &mut change, &view, &data);
            }
        } else {
            let happened = Happened::OrderRejected { in_place_of, reason: words.to_owned() };
            change.event(&subject(&row), happened);
            release(&mut change, &row, &data);
            promise::record(kontor, actor, &mut change, &row, &data.lines, (state, &data));
            if !data.email.is_empty() {
                let by = actor.name();
                change.mail(mail::order_rejected(kontor, &view, by, words, &data.email, data.language));
            }
        }
        match change.commit().await {
            Ok(_) => return super::order(kontor, actor, order).await,
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

fn asked_of(data: &rows::OrderData) -> Result<&kontor_domain::orders::Approval, Error> {
    data.approval.as_ref().ok_or_else(|| Error::conflict(Problem::WrongState))
}

/// What an order holds that is not to be: its stock, its share of budget and credit, its place among what was bought.
pub(super) fn release(change: &mut Change<'_>, row: &OrderRow, data: &rows::OrderData) {
    stock::release(&mut change.tx, data.lines.iter().filter_map(OrderLine::reserved));
    if let Some(charge) = &data.charge {
        budget::give_back(&mut change.tx, &row.company, charge);
    }
    if let Some(owed) = data.on_credit {
        credit::give_back(&mut change.tx, &row.company, owed);
    }
    let company = CompanyId(row.company.clone());
    lists::buying::forget(&mut change.tx, &company, &OrderId(row.seq.clone()), &data.lines);
    change.job(Job::Index { parts: data.lines.iter().filter_map(|l| l.part.clone()).collect() });
}

/// In whose name the actor may decide about this order now; nothing for everybody else who may see it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unauthenticated`], [`Error::Forbidden`] as [`super::order()`].
pub async fn approval_voice(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<Option<Voice>, Error> {
    let row = rows::visible(kontor, actor, order).await?;
    let (Some(person), true, true) = (
        actor.person(),
        actor.require_company(Right::Approve).is_ok(),
        row.state() == OrderState::AwaitingApproval,
    ) else {
        return Ok(None);
    };
    let data = row.read()?;
    let rules = accounts::rules_of(kontor, &CompanyId(row.company)).await?;
    let today = kontor.clock.local().date();
    Ok(data.approval.and_then(|a| a.voice(person, data.person.as_ref(), &rules.delegates, today)))
}
