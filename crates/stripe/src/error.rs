//! What can go wrong with Stripe, by what the caller does about it.

use stripe_shared::{ApiErrors, ApiErrorsCode, ApiErrorsType};

use crate::Intent;

/// An error of Stripe, classified. The texts are for the log: they name neither secrets nor payment data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StripeError {
    /// The bank or Stripe refused the payment: nothing was taken. `code` is Stripe's decline code, for example
    /// `insufficient_funds`.
    #[error("declined: {code}")]
    Declined { code: String, intent: Option<Box<Intent>> },
    /// The bank wants to see the payer: nothing was taken, the person has to come to the hosted page.
    #[error("authentication required")]
    AuthenticationRequired { intent: Option<Box<Intent>> },
    /// Too many requests; nothing was done.
    #[error("rate limited")]
    RateLimited,
    /// A request with the same key is being worked on right now.
    #[error("the same request is under way")]
    Busy,
    /// No intelligible answer (connection, time limit, 5xx): it may have happened. Find out by reading, or send the same key.
    #[error("unknown outcome: {0}")]
    Unknown(String),
    /// The idempotency key was used before with other parameters: a fault of this program.
    #[error("idempotency key used with other parameters")]
    KeyReused,
    #[error("not found at Stripe")]
    NotFound,
    /// Stripe does not accept the secret key, or the key may not do this.
    #[error("the secret key is not accepted")]
    Credentials,
    /// Stripe refused the request as wrong.
    #[error("invalid request ({code}): {message}")]
    Invalid { code: String, message: String },
}

impl StripeError {
    /// May it have happened all the same?
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Busy)
    }
}

impl From<stripe::StripeError> for StripeError {
    fn from(error: stripe::StripeError) -> Self {
        match error {
            stripe::StripeError::Stripe(error, status) => classify(*error, status),
            // An answer that cannot be read: the body of a proxy, or an object of a newer interface. It may have happened.
            stripe::StripeError::JSONDeserialize(text) | stripe::StripeError::ClientError(text) => {
                Self::Unknown(text)
            }
            stripe::StripeError::Timeout => Self::Unknown("time limit".into()),
            stripe::StripeError::ConfigError(message) => {
                Self::Invalid { code: "configuration".into(), message }
            }
        }
    }
}

fn classify(error: ApiErrors, status: u16) -> StripeError {
    let message = || error.message.clone().unwrap_or_default();
    let intent = || error.payment_intent.clone().map(|i| Box::new(Intent::from(i)));
    let code = error.code.as_ref().map(|c| c.as_str().to_owned()).unwrap_or_default();
    match (status, &error.type_, &error.code) {
        (_, _, Some(ApiErrorsCode::AuthenticationRequired)) => {
            StripeError::AuthenticationRequired { intent: intent() }
        }
        (_, _, Some(ApiErrorsCode::IdempotencyKeyInUse)) | (409, _, _) => StripeError::Busy,
        (_, ApiErrorsType::IdempotencyError, _) => StripeError::KeyReused,
        (402, _, _) | (_, ApiErrorsType::CardError, _) => {
            let code = error.decline_code.clone().unwrap_or(code);
            StripeError::Declined { code, intent: intent() }
        }
        (429, _, _) => StripeError::RateLimited,
        (401 | 403, _, _) => StripeError::Credentials,
        (404, _, _) => StripeError::NotFound,
        (500.., _, _) => StripeError::Unknown(format!("status {status}")),
        _ => StripeError::Invalid { code, message: message() },
    }
}
