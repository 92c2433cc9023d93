//! Stripe behind our own types: the only crate that names `async-stripe`.
//!
//! What Kontor asks of Stripe, and nothing more: a customer per company, hosted Checkout (payment and setup), a charge with a
//! stored method, refunds, and what happened since. Amounts are [`kontor_domain::Money`]; an [`Intent`] is what Stripe says
//! about one payment at the moment of asking. Every write takes the caller's idempotency key. The secret key appears in no
//! `Debug` and in no error.

mod client;
mod error;
mod event;
mod minor;
mod types;
mod webhook;

pub use client::Stripe;
pub use error::StripeError;
pub use event::Event;
pub use types::{
    Checkout, CheckoutFor, Intent, IntentState, Method, MethodKind, NewCharge, NewCustomer, Refund, Session,
    SessionState, Setup,
};
pub use webhook::{SignatureError, TOLERANCE, verify};
