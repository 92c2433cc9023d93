//! The desk gives money back.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderView;
use kontor_domain::payments::{RefundPayment, RefundRequest, RefundState};
use kontor_domain::{Error, Money, Problem};
use kontor_store::StoreError;

use super::stripe::{ATTEMPTS, LEASE, Outside as _, stripe};
use super::{look, rows};
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::orders::rows as orders;
use crate::outbox::Job;

/// Gives some or all of what was paid back, never more. Written down first, then sent with its own id as the key: twice the
/// same command is one refund, and one that was cut off is finished by the outbox.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`]; [`Error::Invalid`] on `amount` or `reason`; [`Error::Conflict`]
/// with [`Problem::PaymentUnanswered`] while the outcome is not known.
pub async fn refund_payment(
    kontor: &Kontor,
    actor: &Actor,
    command: &RefundPayment,
) -> Result<OrderView, Error> {
    actor.require(Right::ConfirmOrders)?;
    let order = orders::visible(kontor, actor, &command.order).await?;
    stripe(kontor)?;
    if answered_before(kontor, actor, "refund_payment", &command.key).await?.is_some() {
        return crate::orders::order(kontor, actor, &command.order).await;
    }
    let reason = command.reason.trim();
    if reason.chars().count() > 500 {
        return Err(Error::invalid("reason", Problem::TooLong { max: 500 }));
    }
    let amount = command.amount;
    if amount.amount <= Money::ZERO.amount || amount != amount.rounded() {
        return Err(Error::invalid("amount", Problem::NotPositive));
    }
    for _ in 0..ATTEMPTS {
        let Some(row) = rows::payment(kontor, &command.order).await? else {
            return Err(Error::conflict(Problem::NotPayable));
        };
        let mut payment = row.data.0.clone();
        let (intent, left) = payment
            .to_refund()
            .and_then(|(attempt, left)| attempt.intent.clone().map(|i| (i, left)))
            .ok_or_else(|| Error::invalid("amount", Problem::RefundTooMuch { left: Money::ZERO }))?;
        if amount.amount > left.amount {
            return Err(Error::invalid("amount", Problem::RefundTooMuch { left }));
        }
        let now = kontor.clock.now().as_second();
        let refund = RefundRequest::new(kontor.new_id(), intent, amount, reason, actor.name(), now);
        payment.refunds.push(refund.clone());
        let mut change = Change::new(kontor, actor);
        change.once("refund_payment", &command.key, &refund.id);
        rows::update(&mut change, &payment, row.version);
        let what = Happened::RefundRequested { amount, reason: reason.to_owned() };
        change.event(&orders::subject(&order), what);
        let later = jiff::SignedDuration::from_secs(LEASE + 5);
        change.job_at(Job::Payment { order: command.order.clone() }, kontor.clock.stamp_in(later));
        match change.commit().await {
            Ok(Outcome::Done) => {}
            Ok(Outcome::Before(_)) => return crate::orders::order(kontor, actor, &command.order).await,
            Err(StoreError::Guard(_)) => continue,
            Err(other) => return Err(other).fault(),
        }
        let state = send(kontor, &refund).await?;
        super::pay_with_stored::amend(kontor, &command.order, |payment| {
            if let Some(r) = payment.refunds.iter_mut().find(|r| r.id == refund.id) {
                r.state = state;
            }
        })
        .await?;
        look::look_at_intent(kontor, &refund.intent).await?;
        if state == RefundState::Refused {
            return Err(Error::conflict(Problem::NotPayable));
        }
        return crate::orders::order(kontor, actor, &command.order).await;
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Sends a refund; the same one again is answered, not done again.
pub(super) async fn send(kontor: &Kontor, refund: &RefundRequest) -> Result<RefundState, Error> {
    let key = format!("refund.{}", refund.id);
    match stripe(kontor)?.refund(&key, &refund.intent, refund.amount, &refund.id).await {
        Ok(done) if done.good => Ok(RefundState::Done),
        Ok(_) => Ok(RefundState::Refused),
        Err(kontor_stripe::StripeError::Invalid { code, message }) => {
            tracing::warn!(refund = refund.id, "stripe: {code}: {message}");
            Ok(RefundState::Refused)
        }
        Err(other) => Err(other).outside(),
    }
}
