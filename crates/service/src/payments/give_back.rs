//! What was paid for an order that is cancelled goes back by itself.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::payments::{Payment, RefundRequest, RefundState};
use kontor_domain::{Error, OrderId};

use super::rows;
use super::stripe::LEASE;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::outbox::Job;

/// Puts the refund of everything that was paid into the transaction that cancels the order. What is still under way goes
/// back when it arrives. An order on account owes nothing back.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn give_back(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    order: &OrderId,
    subject: &Subject,
    reason: &str,
) -> Result<(), Error> {
    let Some(row) = rows::payment(kontor, order).await? else { return Ok(()) };
    let mut payment = row.data.0;
    let before = payment.refunds.len();
    refund_all(kontor, actor, change, subject, &mut payment, reason);
    if payment.refunds.len() > before {
        rows::update(change, &payment, row.version);
    }
    Ok(())
}

/// Adds the refunds to the payment, whoever writes it; the outbox sends them and tells the payer when the money is on its
/// way. What Stripe has refused once is left to the desk, which sees what is still to be given back.
pub(super) fn refund_all(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    subject: &Subject,
    payment: &mut Payment,
    reason: &str,
) {
    let now = kontor.clock.now().as_second();
    let refused =
        |intent: &str| payment.refunds.iter().any(|r| r.intent == intent && r.state == RefundState::Refused);
    let due: Vec<RefundRequest> = payment
        .attempts
        .iter()
        .filter_map(|attempt| Some((attempt.intent.clone()?, payment.refundable(attempt))))
        .filter(|(intent, left)| !left.is_zero() && !refused(intent))
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
