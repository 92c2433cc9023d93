//! Sending an attempt with a stored method to Stripe: by whoever took it on, one at a time.

use kontor_domain::payments::{Outcome, Way};
use kontor_domain::{CompanyId, Error, OrderId, Problem};
use kontor_store::StoreError;
use kontor_stripe::{Intent, NewCharge, StripeError};

use super::look::{find, give_up, write};
use super::rows;
use super::stripe::{Outside as _, Reference, customer, seen, stripe};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::orders::rows as orders;

/// Sends attempt `number` and writes down what came of it. Takes the attempt on first, under the payment's version: of two
/// who want to send it, one does. The idempotency key is made of order and number, so that sending it again takes nothing.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::PaymentUnanswered`] when the outcome is not known yet; the outbox finds it out.
pub(super) async fn send(kontor: &Kontor, order: &OrderId, number: u32) -> Result<(), Error> {
    let Some(row) = rows::payment(kontor, order).await? else { return Err(Error::NotFound) };
    let now = kontor.clock.now().as_second();
    let mut taken = row.data.0.clone();
    let Some(attempt) = taken.attempts.iter_mut().find(|a| a.number == number) else { return Ok(()) };
    let Way::Stored { method } = attempt.way.clone() else { return Ok(()) };
    if attempt.intent.is_some() || attempt.outcome != Outcome::Pending {
        return Ok(());
    }
    attempt.sent = now;
    let begun = attempt.begun;
    let asked = attempt.amount;
    // The first time the attempt was just written with this moment.
    if taken != row.data.0 {
        let system = kontor_domain::accounts::Actor::system(kontor_domain::accounts::Channel::System);
        let mut change = Change::new(kontor, &system);
        rows::update(&mut change, &taken, row.version);
        match change.commit().await {
            Ok(_) => {}
            // Somebody else has it.
            Err(StoreError::Guard(_)) => return Ok(()),
            Err(other) => return Err(other).fault(),
        }
    }
    let company = CompanyId::new(row.company.as_str());
    let Some(found) = orders::by_id(kontor, order).await? else { return Err(Error::NotFound) };
    let customer = customer(kontor, &company, "").await?;
    let new = NewCharge {
        customer: &customer,
        method: &method,
        amount: asked.unwrap_or(taken.amount),
        description: &format!("{} {}", kontor.settings.dealer, found.case),
        reference: &Reference::Attempt(order.clone(), number).text(),
    };
    let key = format!("pay.{order}.{number}");
    let answer = match stripe(kontor)?.charge(&key, &new).await {
        // Perhaps it was done, perhaps not: the same key asks again without taking again.
        Err(error) if error.is_unknown() => {
            tracing::warn!(%order, number, "stripe: {error}; the same once more");
            stripe(kontor)?.charge(&key, &new).await
        }
        other => other,
    };
    let result = match answer {
        Ok(intent) => Came::Of(Box::new(intent)),
        Err(
            StripeError::Declined { intent: Some(intent), .. }
            | StripeError::AuthenticationRequired { intent: Some(intent) },
        ) => Came::Of(intent),
        Err(StripeError::Declined { code, intent: None }) => Came::Refused(code),
        Err(StripeError::AuthenticationRequired { intent: None }) => {
            Came::Refused("authentication_required".into())
        }
        Err(error) if error.is_unknown() => {
            tracing::warn!(%order, number, "stripe: {error}; reading what became of it");
            match find(kontor, &company, order, number, begun).await? {
                Some(id) => Came::Of(Box::new(stripe(kontor)?.intent(&id).await.outside()?)),
                // Perhaps it is still on its way: the outbox looks again.
                None => return Err(Error::conflict(Problem::PaymentUnanswered)),
            }
        }
        // Refused as a request: nothing was taken.
        Err(error) => {
            tracing::error!(%order, number, "stripe: {error}");
            Came::Refused("unanswered".into())
        }
    };
    let Some(row) = rows::payment(kontor, order).await? else { return Err(Error::NotFound) };
    let mut after = row.data.0.clone();
    match &result {
        Came::Of(intent) => after.see(number, &seen(intent), now),
        Came::Refused(code) if code == "authentication_required" => {
            if let Some(a) = after.attempts.iter_mut().find(|a| a.number == number) {
                a.outcome = Outcome::AuthenticationRequired;
            }
        }
        Came::Refused(code) if code == "unanswered" => give_up(&mut after, number),
        Came::Refused(code) => {
            if let Some(a) = after.attempts.iter_mut().find(|a| a.number == number) {
                a.outcome = Outcome::Failed { code: code.clone() };
            }
        }
    }
    if write(kontor, row, after).await? {
        return Ok(());
    }
    // An event was quicker: it has read the same, or something newer.
    match result {
        Came::Of(intent) => super::look::look_at_intent(kontor, &intent.id).await,
        Came::Refused(_) => Ok(()),
    }
}

enum Came {
    Of(Box<Intent>),
    /// With the bank's code; nothing was taken.
    Refused(String),
}
