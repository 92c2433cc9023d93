//! Paying an order with one tap: a stored method, nobody at the hosted page.

use std::time::Duration;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::payments::{Attempt, Outcome, Payment, Way};
use kontor_domain::{CompanyId, Error, Money, OrderId, Problem};
use kontor_store::StoreError;

use super::stripe::{ATTEMPTS, LEASE, stripe};
use super::{charge, look, rows};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::orders::rows as orders;
use crate::outbox::Job;

/// Between two looks at an attempt that somebody else is making.
const PAUSE: Duration = Duration::from_millis(100);
/// So many looks.
const LOOKS: usize = 200;

/// Takes the order's sum once, however often and by how many it is asked at once: whoever comes while an attempt is being
/// made gets its result. What the bank says is in the view's `payment`.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::NotPayable`], [`Problem::UnknownMethod`], [`Problem::PaymentUnavailable`], or
/// [`Problem::PaymentUnanswered`] while the outcome is not known.
pub async fn pay_with_stored(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    method: &str,
) -> Result<OrderView, Error> {
    let row = orders::visible(kontor, actor, order).await?;
    let company = actor.require_company(Right::Order)?.clone();
    stripe(kontor)?;
    may_pay_now(row.state())?;
    if !usable(kontor, actor, &company, method).await? {
        return Err(Error::conflict(Problem::UnknownMethod));
    }
    let mut joined = None;
    for _ in 0..LOOKS {
        let Some(found) = rows::payment(kontor, order).await? else {
            return Err(Error::conflict(Problem::NotPayable));
        };
        let payment = look::of(&found).clone();
        if payment.state().secured() {
            return crate::orders::order(kontor, actor, order).await;
        }
        let now = kontor.clock.now().as_second();
        match payment.pending() {
            Some(Attempt { way: Way::Stored { .. }, number, sent, .. }) => {
                joined = Some(*number);
                if now - sent < LEASE {
                    tokio::time::sleep(PAUSE).await;
                } else {
                    look::look_at_order(kontor, order).await?;
                }
                continue;
            }
            // Somebody has the hosted page open: it must not take money beside ours.
            Some(page) => {
                close_page(kontor, order, page).await?;
                continue;
            }
            None => {}
        }
        // The attempt that this click waited for is over: its answer is this click's answer.
        if joined.is_some() {
            return crate::orders::order(kontor, actor, order).await;
        }
        if !payment.payable() {
            return Err(Error::conflict(Problem::NotPayable));
        }
        if let Some(number) = begin(kontor, actor, &company, found, method).await? {
            charge::send(kontor, order, number).await?;
            return crate::orders::order(kontor, actor, order).await;
        }
        // Somebody else began one: it is ours to wait for.
        joined = Some(payment.next_number());
    }
    Err(Error::conflict(Problem::PaymentUnanswered))
}

/// Before approval nothing is paid, and nothing for what was cancelled.
pub(super) fn may_pay_now(state: OrderState) -> Result<(), Error> {
    match state {
        OrderState::AwaitingApproval | OrderState::Cancelled => Err(Error::conflict(Problem::NotPayable)),
        _ => Ok(()),
    }
}

/// Is this a method of the company that this person may use?
pub(crate) async fn usable(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    method: &str,
) -> Result<bool, Error> {
    let found = rows::method(kontor, company, method).await?;
    Ok(found.is_some_and(|m| m.everyone || actor.has(Right::ManageCompany)))
}

/// Writes the next attempt down, with the job that finishes it should we die. Nothing when somebody was quicker.
async fn begin(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    found: rows::PaymentRow,
    method: &str,
) -> Result<Option<u32>, Error> {
    let now = kontor.clock.now().as_second();
    let mut payment = found.data.0;
    let number = payment.next_number();
    payment.attempts.push(attempt(number, Way::Stored { method: method.to_owned() }, now));
    let mut change = Change::new(kontor, actor);
    rows::update(&mut change, &payment, found.version);
    let later = kontor.clock.stamp_in(jiff::SignedDuration::from_secs(LEASE + 5));
    change.job_at(Job::Payment { order: payment.order.clone() }, later);
    // Known before the charge, so that reading afterwards finds it.
    super::stripe::customer(kontor, company, "").await?;
    match change.commit().await {
        Ok(_) => Ok(Some(number)),
        Err(StoreError::Guard(_)) => Ok(None),
        Err(other) => Err(other).fault(),
    }
}

pub(crate) fn attempt(number: u32, way: Way, now: i64) -> Attempt {
    Attempt {
        number,
        way,
        begun: now,
        sent: now,
        session: None,
        url: None,
        intent: None,
        outcome: Outcome::Pending,
        amount: None,
        received: Money::ZERO,
        refunded: Money::ZERO,
        disputed: false,
    }
}

/// Closes a hosted page that is no longer wanted. When somebody has paid on it meanwhile, that is what is found.
pub(super) async fn close_page(kontor: &Kontor, order: &OrderId, page: &Attempt) -> Result<(), Error> {
    let now = kontor.clock.now().as_second();
    match &page.session {
        Some(session) => {
            let key = format!("close.{order}.{}", page.number);
            // When it cannot be closed it was paid or is over: the look tells.
            if let Err(error) = stripe(kontor)?.expire_session(&key, session).await {
                tracing::info!(%order, "stripe: {error}");
            }
            look::look_at_order(kontor, order).await
        }
        // It is being made at this moment.
        None if now - page.sent < LEASE => {
            tokio::time::sleep(PAUSE).await;
            Ok(())
        }
        None => look::look_at_order(kontor, order).await,
    }
}

/// Writes `change` of a payment, reading anew while others write. Answers the payment as written.
pub(super) async fn amend(
    kontor: &Kontor,
    order: &OrderId,
    change: impl Fn(&mut Payment),
) -> Result<Payment, Error> {
    for _ in 0..ATTEMPTS {
        let Some(row) = rows::payment(kontor, order).await? else { return Err(Error::NotFound) };
        let mut after = row.data.0.clone();
        change(&mut after);
        if look::write(kontor, row, after.clone()).await? {
            return Ok(after);
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
