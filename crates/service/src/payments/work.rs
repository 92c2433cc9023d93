//! The work of the outbox: whatever a job says happened is read at Stripe.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::payments::Outcome;
use kontor_domain::{Error, OrderId, Problem};

use super::stripe::{Outside as _, Reference, stripe};
use super::{look, rows, store_method};
use crate::Kontor;

/// Looks at one of Stripe's objects.
///
/// # Errors
/// When Stripe or the store does not answer: the job comes again.
pub(crate) async fn work(kontor: &Kontor, object: &str, id: &str) -> Result<(), Error> {
    let system = Actor::system(Channel::System);
    let looked = match object {
        "payment_intent" => look::look_at_intent(kontor, id).await,
        "setup_intent" => store_method::look_at_setup(kontor, &system, id).await,
        "payment_method" => store_method::look_at_method(kontor, id).await,
        "checkout.session" => {
            let page = stripe(kontor)?.session(id).await.outside()?;
            match (Reference::read(&page.reference), page.setup, page.intent) {
                (Some(Reference::Company(_)), Some(setup), _) => {
                    store_method::look_at_setup(kontor, &system, &setup).await
                }
                (Some(Reference::Attempt(order, _)), _, intent) => {
                    if let Some(intent) = intent {
                        look::look_at_intent(kontor, &intent).await?;
                    }
                    look::look_at_order(kontor, &order).await
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    };
    match looked {
        // Gone at Stripe (a test account was emptied): there is nothing to be done about it.
        Err(Error::NotFound) => Ok(()),
        other => other,
    }
}

/// Finds out about everything of an order that is not over.
///
/// # Errors
/// As [`work`]; also while an attempt or refund has no outcome yet.
pub(crate) async fn look_again(kontor: &Kontor, order: &OrderId) -> Result<(), Error> {
    look::look_at_order(kontor, order).await?;
    let Some(row) = rows::payment(kontor, order).await? else { return Ok(()) };
    let payment = look::of(&row);
    let open = payment.attempts.iter().any(|a| {
        a.outcome == Outcome::Pending
            && a.intent.is_none()
            && matches!(a.way, kontor_domain::payments::Way::Stored { .. })
    }) || payment.refunds.iter().any(|r| r.state == kontor_domain::payments::RefundState::Pending);
    if open { Err(Error::conflict(Problem::PaymentUnanswered)) } else { Ok(()) }
}
