//! Stripe says that something happened.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;
use kontor_stripe::{Event, verify};

use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;

/// Takes a webhook: `header` is `Stripe-Signature`, `body` the body byte by byte. Written down with its work in one
/// transaction and answered at once; the work reads the object anew. The same event again is accepted and does nothing.
///
/// # Errors
/// [`Error::NotFound`] without a webhook secret; [`Error::Unauthenticated`] for a forged or stale signature;
/// [`Error::Invalid`] for a signed body that is no event; [`Error::Unavailable`]: Stripe sends it again.
pub async fn handle_event(kontor: &Kontor, header: &str, body: &[u8]) -> Result<(), Error> {
    let secret = &kontor.settings.stripe.webhook_secret;
    if kontor.stripe.is_none() || secret.is_empty() {
        return Err(Error::NotFound);
    }
    verify(secret, header, body, kontor.clock.now().as_second()).map_err(|e| {
        tracing::warn!(request_id = crate::fault::request_id(), "stripe webhook: {e}");
        Error::Unauthenticated
    })?;
    let event = Event::parse(body).map_err(|_| Error::invalid("body", Problem::BadSyntax))?;
    take(kontor, &event).await
}

/// Writes an event down with its work, once.
pub(super) async fn take(kontor: &Kontor, event: &Event) -> Result<(), Error> {
    let Some(job) = job(event) else { return Ok(()) };
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    rows::create_event(&mut change, &event.id, kontor.clock.stamp());
    change.job(job);
    match change.commit().await {
        Ok(_) | Err(StoreError::Exists(_)) => Ok(()),
        Err(other) => Err(other).fault(),
    }
}

/// What an event asks to look at; nothing for those that do not concern us.
fn job(event: &Event) -> Option<Job> {
    let concerns =
        ["payment_intent.", "checkout.session.", "setup_intent.", "charge.", "refund.", "payment_method."];
    if !concerns.iter().any(|c| event.kind.starts_with(c)) {
        return None;
    }
    match (event.object.as_str(), &event.intent) {
        ("payment_intent" | "checkout.session" | "setup_intent" | "payment_method", _) => {
            Some(Job::Stripe { object: event.object.clone(), id: event.object_id.clone() })
        }
        (_, Some(intent)) => Some(Job::Stripe { object: "payment_intent".into(), id: intent.clone() }),
        _ => None,
    }
}
