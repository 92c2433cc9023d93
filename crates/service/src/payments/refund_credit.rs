//! What is credited for a return goes back the way it was paid.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::payments::{Attempt, RefundRequest};
use kontor_domain::{Error, Money, OrderId};

use super::rows;
use super::stripe::LEASE;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::outbox::Job;

/// Puts the refund of `amount`, or of as much of it as can be given back, into the transaction that credits it (guard
/// `payment`); the outbox sends it and tells the payer when the money is on its way. Answers how much that is: nothing for an
/// order on account.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn refund_credit(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    order: &OrderId,
    subject: &Subject,
    amount: Money,
    reason: &str,
) -> Result<Money, Error> {
    let Some(row) = rows::payment(kontor, order).await? else { return Ok(Money::ZERO) };
    let mut payment = row.data.0;
    let now = kontor.clock.now().as_second();
    let mut left = amount;
    let mut due = Vec::new();
    let parts = |a: &Attempt| Some((a.intent.clone()?, payment.refundable(a)));
    for (intent, refundable) in payment.attempts.iter().filter_map(parts) {
        let part = Money { amount: refundable.amount.min(left.amount), ..left };
        if part.amount <= Money::ZERO.amount {
            continue;
        }
        left = left - part;
        let new = RefundRequest::new(kontor.new_id(), intent, part, reason, actor.name(), now);
        // Nobody is sending it at this moment: the outbox need not wait for another's answer.
        due.push(RefundRequest { sent: now - LEASE, ..new });
        change.event(subject, Happened::RefundRequested { amount: part, reason: reason.to_owned() });
    }
    if due.is_empty() {
        return Ok(Money::ZERO);
    }
    change.job(Job::Payment { order: order.clone() });
    payment.refunds.extend(due);
    rows::update(change, &payment, row.version);
    Ok(amount - left)
}
