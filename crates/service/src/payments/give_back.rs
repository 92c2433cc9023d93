//! What was paid and is no longer owed goes back by itself: of an order that is cancelled, or that became smaller.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::payments::{Payment, RefundRequest, RefundState};
use kontor_domain::{Error, Money, OrderId};

use super::rows;
use super::stripe::LEASE;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::outbox::Job;

/// Puts the refund of what is paid beyond `owed` into the transaction that changes the order, nothing being owed for one
/// that is cancelled. What is still under way goes back when it arrives; what is to be paid again is the new sum. An order on
/// account owes nothing back.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn give_back(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    order: &OrderId,
    subject: &Subject,
    owed: Money,
    reason: &str,
) -> Result<(), Error> {
    let Some(row) = rows::payment(kontor, order).await? else { return Ok(()) };
    let mut payment = row.data.0;
    if owed.is_zero() {
        // Nothing is delivered, so nothing is owed; a hosted page that is still open must not take money any more.
        payment.lost = false;
        change.job(Job::Payment { order: order.clone() });
    } else {
        payment.reprice(owed);
    }
    if owed.is_zero() || !payment.needs_a_look() {
        refund(kontor, actor, change, subject, &mut payment, owed, reason);
    }
    // Also when nothing is to go back: whoever writes down at this moment that money arrived must see the order anew.
    rows::update(change, &payment, row.version);
    Ok(())
}

/// Adds the refunds to the payment, whoever writes it; the outbox sends them and tells the payer when the money is on its
/// way. What the desk gave back already counts. What Stripe has refused once is left to the desk, which sees what is still
/// to be given back.
pub(super) fn refund(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    subject: &Subject,
    payment: &mut Payment,
    owed: Money,
    reason: &str,
) {
    let now = kontor.clock.now().as_second();
    let refused =
        |intent: &str| payment.refunds.iter().any(|r| r.intent == intent && r.state == RefundState::Refused);
    let mut over = payment.over(owed);
    let due: Vec<RefundRequest> = payment
        .attempts
        .iter()
        .filter_map(|attempt| Some((attempt.intent.clone()?, payment.refundable(attempt))))
        .filter(|(intent, _)| !refused(intent))
        .map(|(intent, left)| {
            let amount = if left.amount < over.amount { left } else { over };
            over = over - amount;
            (intent, amount)
        })
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(intent, amount)| {
            let new = RefundRequest::new(kontor.new_id(), intent, amount, reason, actor.name(), now);
            // Nobody is sending it at this moment: the outbox need not wait for another's answer.
            RefundRequest { sent: now - LEASE, ..new }
        })
        .collect();
    for refund in &due {
        change.event(subject, Happened::RefundRequested { amount: refund.amount, reason: reason.to_owned() });
    }
    if !due.is_empty() {
        change.job(Job::Payment { order: payment.order.clone() });
    }
    payment.refunds.extend(due);
}
