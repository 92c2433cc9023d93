//! Reading at Stripe what became of a payment, and writing down what that means: for the payment, the order and the people.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderState;
use kontor_domain::payments::{Outcome, Payment, PaymentState, RefundState, Way};
use kontor_domain::{CompanyId, Error, Money, OrderId};
use kontor_store::{SerdeWrapper, StoreError};
use kontor_stripe::{Intent, IntentState, SessionState};

use super::give_back::refund;
use super::rows::{self, PaymentRow};
use super::store_method::keep;
use super::stripe::{ATTEMPTS, LEASE, Outside as _, RESEND, Reference, seen, stripe};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::orders::rows as orders;
use crate::{Kontor, mail};

/// Takes in one of Stripe's payments, whoever says that something happened to it.
///
/// # Errors
/// See [`super::stripe::Outside`]; a payment that is not ours is no error.
pub(super) async fn look_at_intent(kontor: &Kontor, id: &str) -> Result<(), Error> {
    let stripe = stripe(kontor)?;
    let first = stripe.intent(id).await.outside()?;
    let Some(Reference::Attempt(order, number)) = Reference::read(&first.reference) else { return Ok(()) };
    for _ in 0..ATTEMPTS {
        let Some(row) = rows::payment(kontor, &order).await? else { return Ok(()) };
        // Read after the version that it will replace: see the room's first lines.
        let intent = stripe.intent(id).await.outside()?;
        let mut after = row.data.0.clone();
        after.see(number, &seen(&intent), kontor.clock.now().as_second());
        let company = CompanyId::new(row.company.as_str());
        if write(kontor, row, after).await? {
            return keep_method(kontor, &company, &intent).await;
        }
    }
    Err(Error::conflict(kontor_domain::Problem::ChangedMeanwhile))
}

/// Keeps the method of a payment where the payer wished it.
async fn keep_method(kontor: &Kontor, company: &CompanyId, intent: &Intent) -> Result<(), Error> {
    let through = matches!(intent.state, IntentState::Succeeded | IntentState::Processing);
    match &intent.method {
        Some(method) if through && intent.saves => {
            keep(kontor, &Actor::system(Channel::System), company, method).await
        }
        _ => Ok(()),
    }
}

/// Finds out about everything of an order that is not over: attempts, hosted pages, refunds. What was written down but never
/// reached Stripe is sent again with the same key, once and as long as Stripe knows the key; when a minute later there is
/// still nothing to be found, it has failed.
///
/// # Errors
/// See [`super::stripe::Outside`].
pub(super) async fn look_at_order(kontor: &Kontor, order: &OrderId) -> Result<(), Error> {
    let stripe = stripe(kontor)?;
    for _ in 0..ATTEMPTS {
        let Some(row) = rows::payment(kontor, order).await? else { return Ok(()) };
        let company = CompanyId::new(row.company.as_str());
        let cancelled =
            orders::by_id(kontor, order).await?.is_none_or(|o| o.state() == OrderState::Cancelled);
        let now = kontor.clock.now().as_second();
        let mut after = row.data.0.clone();
        let mut kept = Vec::new();
        let mut again = None;
        for attempt in &row.data.0.attempts {
            let over = attempt.outcome.is_over();
            let mut id = attempt.intent.clone();
            let mut closed = false;
            match (&attempt.way, &attempt.session) {
                (Way::Page { .. }, Some(session)) if !over => {
                    let mut page = stripe.session(session).await.outside()?;
                    if page.state == SessionState::Open && cancelled {
                        let key = format!("close.{order}.{}", attempt.number);
                        page = stripe.expire_session(&key, session).await.outside()?;
                    }
                    closed = page.state == SessionState::Expired;
                    id = id.or(page.intent);
                }
                // The page was never shown to anybody.
                (Way::Page { .. }, None) if !over => closed = now - attempt.sent >= LEASE,
                (Way::Stored { .. }, _) if !over && id.is_none() => {
                    id = find(kontor, &company, order, attempt.number, attempt.begun).await?;
                    if id.is_none() && now - attempt.sent >= LEASE {
                        if attempt.sent == attempt.begun && now - attempt.begun < RESEND && !cancelled {
                            again = Some(attempt.number);
                        } else {
                            give_up(&mut after, attempt.number);
                        }
                    }
                }
                _ => {}
            }
            let mut through = false;
            if let Some(id) = id.filter(|_| !over || attempt.outcome == Outcome::Succeeded) {
                let intent = stripe.intent(&id).await.outside()?;
                through = matches!(intent.state, IntentState::Succeeded | IntentState::Processing);
                after.see(attempt.number, &seen(&intent), now);
                kept.push(intent);
            }
            if closed
                && !through
                && let Some(a) = after.attempts.iter_mut().find(|a| a.number == attempt.number)
                && a.outcome == Outcome::Pending
            {
                a.outcome = Outcome::Closed;
            }
        }
        settle_refunds(kontor, &mut after, now).await?;
        if !write(kontor, row, after).await? {
            continue;
        }
        for intent in &kept {
            keep_method(kontor, &company, intent).await?;
        }
        return match again {
            Some(number) => super::charge::send(kontor, order, number).await,
            None => Ok(()),
        };
    }
    Err(Error::conflict(kontor_domain::Problem::ChangedMeanwhile))
}

/// The payment that an attempt has made at Stripe, if it has made one.
pub(super) async fn find(
    kontor: &Kontor,
    company: &CompanyId,
    order: &OrderId,
    number: u32,
    begun: i64,
) -> Result<Option<String>, Error> {
    let Some(customer) = rows::customer(kontor, company).await? else { return Ok(None) };
    let reference = Reference::Attempt(order.clone(), number).text();
    // Our clock and Stripe's may differ a little.
    let all = stripe(kontor)?.intents_of(&customer, begun - 600).await.outside()?;
    Ok(all.into_iter().find(|i| i.reference == reference).map(|i| i.id))
}

/// Stripe has not answered and took nothing.
pub(super) fn give_up(payment: &mut Payment, number: u32) {
    if let Some(attempt) = payment.attempts.iter_mut().find(|a| a.number == number) {
        attempt.outcome = Outcome::Failed { code: "unanswered".into() };
    }
}

/// What became of refunds that wait: found by their reference, otherwise sent again with the same key.
async fn settle_refunds(kontor: &Kontor, payment: &mut Payment, now: i64) -> Result<(), Error> {
    let stripe = stripe(kontor)?;
    let waiting: Vec<usize> =
        (0..payment.refunds.len()).filter(|i| payment.refunds[*i].state == RefundState::Pending).collect();
    for i in waiting {
        let refund = payment.refunds[i].clone();
        let known = stripe.refunds_of(&refund.intent).await.outside()?;
        let state = match known.iter().find(|r| r.reference == refund.id) {
            Some(found) if found.good => RefundState::Done,
            Some(_) => RefundState::Refused,
            None if now - refund.sent < LEASE => RefundState::Pending,
            // What nobody had sent (see `give_back`) is sent however late: Stripe gives no more back than was paid.
            None if refund.sent >= refund.begun && now - refund.begun >= RESEND => RefundState::Refused,
            // Still no answer: it stays as it is, and the rest of the order is looked at all the same.
            None => super::refund_payment::send(kontor, &refund).await.unwrap_or(RefundState::Pending),
        };
        payment.refunds[i].state = state;
        if state != RefundState::Pending {
            let intent = stripe.intent(&refund.intent).await.outside()?;
            payment.see(0, &seen(&intent), now);
        }
    }
    Ok(())
}

/// Writes a payment with everything that follows from the difference: events, the order's way to the desk, mails. Answers
/// false when somebody wrote the payment or the order meanwhile: read again.
pub(super) async fn write(kontor: &Kontor, row: PaymentRow, mut after: Payment) -> Result<bool, Error> {
    let before = row.data.0;
    if before == after {
        return Ok(true);
    }
    let actor = Actor::system(Channel::System);
    let Some(order) = orders::by_id(kontor, &after.order).await? else { return Err(Error::NotFound) };
    let data = order.read()?;
    let subject = orders::subject(&order);
    let mut change = Change::new(kontor, &actor);
    // Paid in the same moment, or a debit that was under way. What does not fit an order that stands is for the desk.
    let owed = data.owed(order.state());
    if owed.is_zero() || !after.needs_a_look() {
        refund(kontor, &actor, &mut change, &subject, &mut after, owed, "");
    }
    let (was, is) = (before.state(), after.state());
    let goes_on = !matches!(order.state(), OrderState::Cancelled | OrderState::AwaitingPayment);
    after.lost = goes_on && !is.secured() && (before.lost || was.secured());
    if after.trouble().is_none() {
        after.dealt_with = None;
    }
    rows::update(&mut change, &after, row.version);
    if was != is || before.attempts.len() != after.attempts.len() || before.failure() != after.failure() {
        let said = match is {
            PaymentState::Paid if was != is => Some(Happened::PaymentReceived { amount: after.counted() }),
            PaymentState::Processing if was != is => {
                Some(Happened::PaymentUnderWay { amount: after.counted() })
            }
            PaymentState::Failed => {
                after.failure().map(|code| Happened::PaymentFailed { code: code.to_owned() })
            }
            PaymentState::AuthenticationRequired => Some(Happened::PaymentNeedsConfirmation),
            PaymentState::Disputed if was != is => Some(Happened::PaymentDisputed),
            _ => None,
        };
        if let Some(what) = said {
            change.event(&subject, what);
        }
    }
    let look = after.needs_a_look() && !before.needs_a_look();
    if look {
        change.event(&subject, Happened::PaymentMismatch);
    }
    let back = after.refunded() - before.refunded();
    if back.amount > Money::ZERO.amount {
        change.event(&subject, Happened::PaymentRefunded { amount: back });
    }
    // The order goes to the desk when the money is there or on its way.
    let mut arrived = order.clone();
    if is.secured() && order.state() == OrderState::AwaitingPayment {
        let next = OrderState::entrance(false, false);
        orders::advance(&mut change, &order, next, &data);
        next.code().clone_into(&mut arrived.state);
        let view = mail::order_view(kontor, &arrived, &data);
        crate::orders::arrive::arrive(kontor, &mut change, &view, &data);
    }
    let view = mail::order_view(kontor, &arrived, &data);
    let lost = (was.secured() && is == PaymentState::Failed)
        || (was != PaymentState::Disputed && is == PaymentState::Disputed);
    if lost {
        if !data.email.is_empty() {
            change.mail(mail::payment_lost(kontor, &view, is, &data.email, data.language));
        }
        change.mail(mail::dealer_payment(kontor, &view, mail::PaymentNews::Lost(is)));
    }
    let for_nothing = is.secured() && !was.secured() && order.state() == OrderState::Cancelled;
    if look || for_nothing {
        change.mail(mail::dealer_payment(
            kontor,
            &view,
            if look { mail::PaymentNews::Mismatch } else { mail::PaymentNews::Cancelled },
        ));
    }
    if back.amount > Money::ZERO.amount && !data.email.is_empty() {
        change.mail(mail::payment_refunded(kontor, &view, back, &data.email, data.language));
    }
    match change.commit().await {
        Ok(_) => Ok(true),
        Err(StoreError::Guard(_)) => Ok(false),
        Err(other) => Err(other).fault(),
    }
}

/// The payment of an order as read just now, without changing anything.
pub(super) fn of(row: &PaymentRow) -> &Payment {
    let SerdeWrapper(payment) = &row.data;
    payment
}
