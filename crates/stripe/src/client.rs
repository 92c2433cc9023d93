//! The calls.

use std::collections::HashMap;
use std::time::Duration;

use stripe::{ClientBuilder, IdempotencyKey, RequestStrategy, StripeRequest};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAllowedPaymentMethodTypes, CreateCheckoutSessionLineItems,
    CreateCheckoutSessionLineItemsPriceData, CreateCheckoutSessionPaymentIntentData,
    CreateCheckoutSessionPaymentIntentDataSetupFutureUsage, CreateCheckoutSessionSetupIntentData,
    ExpireCheckoutSession, ProductData, RetrieveCheckoutSession,
};
use stripe_core::customer::CreateCustomer;
use stripe_core::event::ListEvent;
use stripe_core::payment_intent::{
    CreatePaymentIntent, CreatePaymentIntentOffSession, ListPaymentIntent, RetrievePaymentIntent,
};
use stripe_core::refund::{CreateRefund, ListRefund};
use stripe_core::setup_intent::RetrieveSetupIntent;
use stripe_payment::payment_method::{DetachPaymentMethod, RetrievePaymentMethod};
use stripe_shared::{CheckoutSessionLocale, CheckoutSessionMode, PaymentIntentAllowedPaymentMethodTypes};
use stripe_types::{Currency, RangeBoundsTs, RangeQueryTs};

use crate::minor::to_minor;
use crate::types::{
    Checkout, CheckoutFor, Intent, Method, NewCharge, NewCustomer, REFERENCE, Refund, Session, Setup,
};
use crate::{Event, StripeError};
use kontor_domain::Money;

/// One request gets so long; what takes longer has an unknown outcome.
const LIMIT: Duration = Duration::from_secs(25);
/// Stripe's largest page.
const PAGE: i64 = 100;

/// A connection to Stripe with one secret key. Cheap to clone.
#[derive(Clone)]
pub struct Stripe {
    client: stripe::Client,
}

impl std::fmt::Debug for Stripe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stripe")
    }
}

impl Stripe {
    /// `api_url` points somewhere else than Stripe itself (tests, demonstrations); empty means Stripe.
    ///
    /// # Errors
    /// [`StripeError::Invalid`] when key or address cannot be written into a request.
    pub fn new(secret_key: &str, api_url: &str) -> Result<Self, StripeError> {
        let mut builder = ClientBuilder::new(secret_key).timeout(LIMIT);
        if !api_url.is_empty() {
            builder = builder.url(format!("{}/", api_url.trim_end_matches('/')));
        }
        Ok(Self { client: builder.build()? })
    }

    /// Makes a company known; answers the customer's id.
    ///
    /// # Errors
    /// See [`StripeError`]; so with every call below.
    pub async fn create_customer(&self, key: &str, new: &NewCustomer<'_>) -> Result<String, StripeError> {
        let mut request = CreateCustomer::new().name(new.name).metadata(metadata(new.company));
        if !new.email.is_empty() {
            request = request.email(new.email);
        }
        let customer = request.customize().request_strategy(once(key)?).send(&self.client).await?;
        Ok(customer.id.as_str().to_owned())
    }

    /// Makes a hosted page.
    pub async fn create_checkout(&self, key: &str, new: &Checkout<'_>) -> Result<Session, StripeError> {
        let mut methods = Vec::new();
        if new.card {
            methods.push(CreateCheckoutSessionAllowedPaymentMethodTypes::Card);
        }
        if new.sepa {
            methods.push(CreateCheckoutSessionAllowedPaymentMethodTypes::SepaDebit);
        }
        let request = CreateCheckoutSession::new()
            .customer(new.customer)
            .client_reference_id(new.reference)
            .metadata(metadata(new.reference))
            .success_url(new.success_url)
            .cancel_url(new.cancel_url)
            .allowed_payment_method_types(methods)
            .locale(if new.locale == "de" { CheckoutSessionLocale::De } else { CheckoutSessionLocale::En });
        let request = match &new.purpose {
            CheckoutFor::Payment { amount, description, save } => {
                let mut product = CreateCheckoutSessionLineItemsPriceData::new(Currency::EUR);
                product.unit_amount = Some(to_minor(*amount)?);
                product.product_data = Some(ProductData::new(*description));
                let mut item = CreateCheckoutSessionLineItems::new();
                item.quantity = Some(1);
                item.price_data = Some(product);
                let mut payment = CreateCheckoutSessionPaymentIntentData::new();
                payment.description = Some((*description).to_owned());
                payment.metadata = Some(metadata(new.reference));
                if *save {
                    payment.setup_future_usage =
                        Some(CreateCheckoutSessionPaymentIntentDataSetupFutureUsage::OffSession);
                }
                request.mode(CheckoutSessionMode::Payment).line_items(vec![item]).payment_intent_data(payment)
            }
            CheckoutFor::Setup => {
                let mut setup = CreateCheckoutSessionSetupIntentData::new();
                setup.metadata = Some(metadata(new.reference));
                request.mode(CheckoutSessionMode::Setup).currency(Currency::EUR).setup_intent_data(setup)
            }
        };
        Ok(request.customize().request_strategy(once(key)?).send(&self.client).await?.into())
    }

    /// Closes a hosted page, so that nobody pays on it any more.
    pub async fn expire_session(&self, key: &str, id: &str) -> Result<Session, StripeError> {
        let request = ExpireCheckoutSession::new(id);
        Ok(request.customize().request_strategy(once(key)?).send(&self.client).await?.into())
    }

    pub async fn session(&self, id: &str) -> Result<Session, StripeError> {
        Ok(RetrieveCheckoutSession::new(id).send(&self.client).await?.into())
    }

    /// Takes money with a stored method while nobody is at the browser.
    ///
    /// # Errors
    /// [`StripeError::Declined`], [`StripeError::AuthenticationRequired`]: nothing was taken.
    pub async fn charge(&self, key: &str, new: &NewCharge<'_>) -> Result<Intent, StripeError> {
        let request = CreatePaymentIntent::new(to_minor(new.amount)?, Currency::EUR)
            .customer(new.customer)
            .payment_method(new.method)
            .allowed_payment_method_types(vec![
                PaymentIntentAllowedPaymentMethodTypes::Card,
                PaymentIntentAllowedPaymentMethodTypes::SepaDebit,
            ])
            .description(new.description)
            .metadata(metadata(new.reference))
            .off_session(CreatePaymentIntentOffSession::Bool(true))
            .confirm(true);
        Ok(request.customize().request_strategy(once(key)?).send(&self.client).await?.into())
    }

    /// A payment as it is now, with what was given back or taken back.
    pub async fn intent(&self, id: &str) -> Result<Intent, StripeError> {
        let request = RetrievePaymentIntent::new(id).expand(vec!["latest_charge".to_owned()]);
        Ok(request.send(&self.client).await?.into())
    }

    /// The payments of a customer made at `since` (Unix seconds) or later, newest first: how an unknown outcome is resolved.
    pub async fn intents_of(&self, customer: &str, since: i64) -> Result<Vec<Intent>, StripeError> {
        let mut all = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut request = ListPaymentIntent::new().customer(customer).created(from(since)).limit(PAGE);
            if let Some(after) = &after {
                request = request.starting_after(after);
            }
            let page = request.send(&self.client).await?;
            let more = page.has_more;
            all.extend(page.data.into_iter().map(Intent::from));
            after = all.last().map(|i| i.id.clone());
            if !more || after.is_none() {
                return Ok(all);
            }
        }
    }

    pub async fn setup(&self, id: &str) -> Result<Setup, StripeError> {
        Ok(RetrieveSetupIntent::new(id).send(&self.client).await?.into())
    }

    pub async fn method(&self, id: &str) -> Result<Method, StripeError> {
        Ok(RetrievePaymentMethod::new(id).send(&self.client).await?.into())
    }

    /// Forgets a stored method for ever.
    pub async fn detach(&self, key: &str, id: &str) -> Result<(), StripeError> {
        DetachPaymentMethod::new(id).customize().request_strategy(once(key)?).send(&self.client).await?;
        Ok(())
    }

    /// Gives back some or all of a payment. `reference` is found again by [`Stripe::refunds_of`].
    pub async fn refund(
        &self,
        key: &str,
        intent: &str,
        amount: Money,
        reference: &str,
    ) -> Result<Refund, StripeError> {
        let request = CreateRefund::new()
            .payment_intent(intent)
            .amount(to_minor(amount)?)
            .metadata(metadata(reference));
        Ok(request.customize().request_strategy(once(key)?).send(&self.client).await?.into())
    }

    /// The last hundred refunds of a payment.
    pub async fn refunds_of(&self, intent: &str) -> Result<Vec<Refund>, StripeError> {
        let page = ListRefund::new().payment_intent(intent).limit(PAGE).send(&self.client).await?;
        Ok(page.data.into_iter().map(Refund::from).collect())
    }

    /// What happened at `since` (Unix seconds) or later, oldest first. Stripe keeps events for thirty days.
    pub async fn events_since(&self, since: i64) -> Result<Vec<Event>, StripeError> {
        let mut all: Vec<Event> = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut request = ListEvent::new().created(from(since)).limit(PAGE);
            if let Some(after) = &after {
                request = request.starting_after(after);
            }
            let page = request.send(&self.client).await?;
            let more = page.has_more;
            all.extend(page.data.into_iter().map(Event::from));
            after = all.last().map(|e| e.id.clone());
            if !more || after.is_none() {
                all.reverse();
                return Ok(all);
            }
        }
    }
}

fn once(key: &str) -> Result<RequestStrategy, StripeError> {
    IdempotencyKey::new(key)
        .map(RequestStrategy::Idempotent)
        .map_err(|e| StripeError::Invalid { code: "idempotency_key".into(), message: e.to_string() })
}

fn metadata(reference: &str) -> HashMap<String, String> {
    HashMap::from([(REFERENCE.to_owned(), reference.to_owned())])
}

fn from(since: i64) -> RangeQueryTs {
    RangeQueryTs::Bounds(RangeBoundsTs { gt: None, gte: Some(since), lt: None, lte: None })
}
