//! The connection to Stripe, and how its errors become ours.

use kontor_domain::payments::{Seen, SeenStatus};
use kontor_domain::{CompanyId, Error, OrderId, Problem};
use kontor_stripe::{Intent, IntentState, NewCustomer, Stripe, StripeError};

use super::rows;
use crate::Kontor;
use crate::kontor::StripeSettings;

/// So many seconds an attempt belongs to whoever sent it: longer than the client waits for an answer.
pub(super) const LEASE: i64 = 60;
/// After so many seconds nothing is sent again, since Stripe forgets idempotency keys after a day.
pub(super) const RESEND: i64 = 20 * 3_600;
/// How often somebody who lost against another writer looks again.
pub(super) const ATTEMPTS: usize = 12;

/// The connection, when there is a key.
///
/// # Errors
/// When key or address cannot be used at all.
pub fn connect(settings: &StripeSettings) -> Result<Option<Stripe>, String> {
    if settings.secret_key.is_empty() {
        return Ok(None);
    }
    Stripe::new(&settings.secret_key, &settings.api_url).map(Some).map_err(|e| e.to_string())
}

pub(super) fn stripe(kontor: &Kontor) -> Result<&Stripe, Error> {
    kontor.stripe.as_ref().ok_or_else(|| Error::conflict(Problem::PaymentUnavailable))
}

/// Stripe's errors for somebody who waits for an answer. What a decline means is for the operations to say.
pub(super) trait Outside<T> {
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::PaymentUnanswered`] when the outcome is unknown, [`Error::Unavailable`] when
    /// Stripe refuses to talk to us, [`Error::NotFound`].
    fn outside(self) -> Result<T, Error>;
}

impl<T> Outside<T> for Result<T, StripeError> {
    fn outside(self) -> Result<T, Error> {
        self.map_err(|e| {
            tracing::warn!(request_id = crate::fault::request_id(), "stripe: {e}");
            match e {
                StripeError::Unknown(_) | StripeError::Busy => Error::conflict(Problem::PaymentUnanswered),
                StripeError::NotFound => Error::NotFound,
                _ => Error::Unavailable,
            }
        })
    }
}

/// What our objects are called at Stripe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// An attempt to pay an order.
    Attempt(OrderId, u32),
    /// A company storing a method.
    Company(CompanyId),
}

impl Reference {
    pub fn text(&self) -> String {
        match self {
            Self::Attempt(order, number) => format!("order.{order}.{number}"),
            Self::Company(company) => format!("company.{company}"),
        }
    }

    pub fn read(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("order.") {
            let (order, number) = rest.rsplit_once('.')?;
            return Some(Self::Attempt(OrderId::new(order), number.parse().ok()?));
        }
        text.strip_prefix("company.").map(|id| Self::Company(CompanyId::new(id)))
    }
}

pub(super) fn seen(intent: &Intent) -> Seen {
    Seen {
        intent: intent.id.clone(),
        status: match intent.state {
            IntentState::Open => SeenStatus::Open,
            IntentState::Action => SeenStatus::Action,
            IntentState::Processing => SeenStatus::Processing,
            IntentState::Succeeded => SeenStatus::Succeeded,
            IntentState::Cancelled => SeenStatus::Cancelled,
        },
        amount: intent.euro.then_some(intent.amount),
        received: intent.received,
        refunded: intent.refunded,
        disputed: intent.disputed,
        failure: intent.failure.clone(),
    }
}

/// The company's customer at Stripe, made when it is needed for the first time.
pub(super) async fn customer(kontor: &Kontor, company: &CompanyId, email: &str) -> Result<String, Error> {
    if let Some(known) = rows::customer(kontor, company).await? {
        return Ok(known);
    }
    let name = crate::accounts::rows::company(kontor, company).await?.name;
    let new = NewCustomer { name: &name, email, company: company.as_str() };
    let id = stripe(kontor)?.create_customer(&format!("customer.{company}"), &new).await.outside()?;
    rows::put_customer(kontor, company, &id).await?;
    // Of two at once both got the same one from Stripe; should that ever differ, the record decides.
    Ok(rows::customer(kontor, company).await?.unwrap_or(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_as_it_was_written() {
        for reference in [
            Reference::Attempt(OrderId::new("01J9"), 12),
            Reference::Company(CompanyId::new("bauer.tiefbau")),
        ] {
            assert_eq!(Reference::read(&reference.text()), Some(reference));
        }
        for foreign in ["", "order.", "order.x", "order.x.y", "something"] {
            assert_eq!(Reference::read(foreign), None, "{foreign}");
        }
    }
}
