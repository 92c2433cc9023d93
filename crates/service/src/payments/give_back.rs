//! Sending back what a changed order no longer owes.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderView;
use kontor_domain::payments::{PaymentState, RefundRequest, RefundState};
use kontor_domain::{Error, Money};

use super::rows;
use super::stripe::LEASE;
use crate::change::{Change, Subject};
use crate::outbox::Job;
use crate::{Kontor, mail};

/// Puts the refund of what is paid beyond `owed` into the transaction that changes the order; the outbox sends it, and it
/// tells the payer when it is done. What cannot go back by itself (a debit under way, several payments, no connection to the
/// payment service) is left to the desk, by event, mail and the note on the order. An order on account owes nothing back.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn give_back(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    order: &OrderView,
    subject: &Subject,
    owed: Money,
) -> Result<(), Error> {
    let Some(row) = rows::payment(kontor, &order.id).await? else { return Ok(()) };
    let mut payment = row.data.0;
    if payment.state() == PaymentState::Processing && payment.amount.amount > owed.amount {
        let amount = payment.amount - owed;
        change.event(subject, Happened::RefundDue { amount });
        change.mail(mail::dealer_payment(kontor, order, mail::PaymentNews::Refund(amount)));
        return Ok(());
    }
    let Some(amount) = payment.due_back(owed) else { return Ok(()) };
    let intent = payment
        .to_refund()
        .filter(|(_, left)| kontor.stripe.is_some() && amount.amount <= left.amount)
        .and_then(|(attempt, _)| attempt.intent.clone());
    let Some(intent) = intent else {
        change.event(subject, Happened::RefundDue { amount });
        change.mail(mail::dealer_payment(kontor, order, mail::PaymentNews::Refund(amount)));
        return Ok(());
    };
    let now = kontor.clock.now().as_second();
    let reason = String::new();
    payment.refunds.push(RefundRequest {
        id: kontor.new_id(),
        intent,
        amount,
        reason: reason.clone(),
        by: actor.name().to_owned(),
        begun: now,
        // Nobody has sent it yet: the outbox need not wait for an answer that may still come.
        sent: now - LEASE,
        state: RefundState::Pending,
    });
    rows::update(change, &payment, row.version);
    change.event(subject, Happened::RefundRequested { amount, reason });
    change.job(Job::Payment { order: order.id.clone() });
    Ok(())
}
