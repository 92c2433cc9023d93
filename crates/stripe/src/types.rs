//! What we ask and what we read, in our own words.

use kontor_domain::Money;
use stripe_shared::{
    CheckoutSessionPaymentStatus, CheckoutSessionStatus, PaymentIntentStatus, SetupIntentStatus,
};
use stripe_types::Currency;

use crate::minor::from_minor;

/// A company to make known to Stripe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomer<'a> {
    pub name: &'a str,
    pub email: &'a str,
    /// Our id of the company; stands in Stripe's metadata.
    pub company: &'a str,
}

/// A hosted page to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout<'a> {
    pub customer: &'a str,
    /// Our order or company; comes back as metadata of everything that follows from the page.
    pub reference: &'a str,
    pub purpose: CheckoutFor<'a>,
    /// Where the person comes back to; `{CHECKOUT_SESSION_ID}` is replaced by Stripe.
    pub success_url: &'a str,
    pub cancel_url: &'a str,
    /// `de` or `en`.
    pub locale: &'a str,
    /// Offer SEPA direct debit beside the card.
    pub sepa: bool,
    pub card: bool,
}

/// What a hosted page is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutFor<'a> {
    /// Take this much, and keep the method for later where the company wishes it.
    Payment { amount: Money, description: &'a str, save: bool },
    /// Keep a method, take nothing.
    Setup,
}

/// A charge with a stored method while nobody is at the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCharge<'a> {
    pub customer: &'a str,
    pub method: &'a str,
    pub amount: Money,
    pub description: &'a str,
    /// Our order; stands in the metadata.
    pub reference: &'a str,
}

/// How far a hosted page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    Open,
    /// The person is through; a debit may still be on its way.
    Complete,
    Expired,
}

/// A hosted page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: String,
    pub state: SessionState,
    /// Where to send the person; absent once it is over.
    pub url: Option<String>,
    pub paid: bool,
    pub intent: Option<String>,
    pub setup: Option<String>,
    pub reference: String,
}

/// How far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentState {
    /// Waits for a method, or the last one failed (see [`Intent::failure`]).
    Open,
    /// The bank wants to see the payer.
    Action,
    /// A debit is on its way.
    Processing,
    Succeeded,
    Cancelled,
}

/// What Stripe says about one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    pub id: String,
    pub state: IntentState,
    pub amount: Money,
    /// Is `amount` in euro? Anything else never counts as paid.
    pub euro: bool,
    pub received: Money,
    /// Given back so far; zero unless read with [`crate::Stripe::intent`].
    pub refunded: Money,
    /// The payer's bank took it back; false unless read with [`crate::Stripe::intent`].
    pub disputed: bool,
    /// The decline code of the last attempt.
    pub failure: Option<String>,
    pub customer: Option<String>,
    pub method: Option<String>,
    /// Our order, out of the metadata.
    pub reference: String,
    /// Is the method kept for later?
    pub saves: bool,
    /// Unix seconds.
    pub created: i64,
}

/// A method being kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    pub id: String,
    pub succeeded: bool,
    pub method: Option<String>,
    pub customer: Option<String>,
    pub reference: String,
}

/// Which kind of method it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    Card,
    SepaDebit,
    Other,
}

/// A card or account, as far as one may show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    pub id: String,
    pub kind: MethodKind,
    /// `visa`; the bank's country for a debit.
    pub brand: String,
    pub last4: String,
    /// Month and year of a card.
    pub expires: Option<(u8, u16)>,
    pub customer: Option<String>,
}

/// Money on its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    pub id: String,
    pub amount: Money,
    /// False when Stripe could not give it back.
    pub good: bool,
    /// The key it was made with, out of the metadata.
    pub reference: String,
}

/// Where our reference stands in Stripe's metadata.
pub(crate) const REFERENCE: &str = "kontor";

fn reference(metadata: Option<&std::collections::HashMap<String, String>>) -> String {
    metadata.and_then(|m| m.get(REFERENCE)).cloned().unwrap_or_default()
}

impl From<stripe_shared::PaymentIntent> for Intent {
    fn from(i: stripe_shared::PaymentIntent) -> Self {
        let charge = i.latest_charge.as_ref().and_then(stripe_types::Expandable::as_object);
        let failure = i.last_payment_error.as_ref().map(|e| {
            e.decline_code
                .clone()
                .or_else(|| e.code.as_ref().map(|c| c.as_str().to_owned()))
                .unwrap_or_else(|| "failed".into())
        });
        Self {
            id: i.id.as_str().to_owned(),
            state: match i.status {
                PaymentIntentStatus::Succeeded => IntentState::Succeeded,
                PaymentIntentStatus::Processing | PaymentIntentStatus::RequiresCapture => {
                    IntentState::Processing
                }
                PaymentIntentStatus::RequiresAction => IntentState::Action,
                PaymentIntentStatus::Canceled => IntentState::Cancelled,
                _ => IntentState::Open,
            },
            amount: from_minor(i.amount),
            euro: i.currency == Currency::EUR,
            received: from_minor(i.amount_received),
            refunded: from_minor(charge.map_or(0, |c| c.amount_refunded)),
            disputed: charge.is_some_and(|c| c.disputed),
            failure,
            customer: i.customer.as_ref().map(|c| c.id().as_str().to_owned()),
            method: i.payment_method.as_ref().map(|m| m.id().as_str().to_owned()),
            reference: reference(Some(&i.metadata)),
            saves: i.setup_future_usage.is_some(),
            created: i.created,
        }
    }
}

impl From<stripe_shared::CheckoutSession> for Session {
    fn from(s: stripe_shared::CheckoutSession) -> Self {
        Self {
            id: s.id.as_str().to_owned(),
            state: match s.status {
                Some(CheckoutSessionStatus::Complete) => SessionState::Complete,
                Some(CheckoutSessionStatus::Expired) => SessionState::Expired,
                _ => SessionState::Open,
            },
            url: s.url,
            paid: matches!(s.payment_status, CheckoutSessionPaymentStatus::Paid),
            intent: s.payment_intent.as_ref().map(|i| i.id().as_str().to_owned()),
            setup: s.setup_intent.as_ref().map(|i| i.id().as_str().to_owned()),
            reference: reference(s.metadata.as_ref()),
        }
    }
}

impl From<stripe_shared::SetupIntent> for Setup {
    fn from(s: stripe_shared::SetupIntent) -> Self {
        Self {
            id: s.id.as_str().to_owned(),
            succeeded: matches!(s.status, SetupIntentStatus::Succeeded),
            method: s.payment_method.as_ref().map(|m| m.id().as_str().to_owned()),
            customer: s.customer.as_ref().map(|c| c.id().as_str().to_owned()),
            reference: reference(s.metadata.as_ref()),
        }
    }
}

impl From<stripe_shared::PaymentMethod> for Method {
    fn from(m: stripe_shared::PaymentMethod) -> Self {
        let customer = m.customer.as_ref().map(|c| c.id().as_str().to_owned());
        let id = m.id.as_str().to_owned();
        match (m.card, m.sepa_debit) {
            (Some(card), _) => Self {
                id,
                kind: MethodKind::Card,
                brand: card.brand,
                last4: card.last4,
                expires: u8::try_from(card.exp_month).ok().zip(u16::try_from(card.exp_year).ok()),
                customer,
            },
            (None, Some(debit)) => Self {
                id,
                kind: MethodKind::SepaDebit,
                brand: debit.country.unwrap_or_default(),
                last4: debit.last4.unwrap_or_default(),
                expires: None,
                customer,
            },
            (None, None) => Self {
                id,
                kind: MethodKind::Other,
                brand: m.type_.as_str().to_owned(),
                last4: String::new(),
                expires: None,
                customer,
            },
        }
    }
}

impl From<stripe_shared::Refund> for Refund {
    fn from(r: stripe_shared::Refund) -> Self {
        Self {
            id: r.id.as_str().to_owned(),
            amount: from_minor(r.amount),
            good: !matches!(r.status.as_deref(), Some("failed" | "canceled")),
            reference: reference(r.metadata.as_ref()),
        }
    }
}
