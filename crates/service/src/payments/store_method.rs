//! Storing a method for the company, on the hosted page.

use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::events::Happened;
use kontor_domain::payments::StoredMethod;
use kontor_domain::{CompanyId, Error, IdempotencyKey};
use kontor_store::StoreError;
use kontor_stripe::{Checkout, CheckoutFor, MethodKind};

use super::rows;
use super::stripe::{Outside as _, Reference, customer, stripe};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Opens the hosted page on which a card or account is stored; answers its address. `key` makes a double click one page.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`]; [`Error::Conflict`] with
/// [`kontor_domain::Problem::PaymentUnavailable`] or [`kontor_domain::Problem::PaymentUnanswered`].
pub async fn store_method(kontor: &Kontor, actor: &Actor, key: &IdempotencyKey) -> Result<String, Error> {
    let company = actor.require_company(Right::Order)?;
    actor.require_own()?;
    let stripe = stripe(kontor)?;
    let customer = customer(kontor, company, "").await?;
    let base = &kontor.settings.base_url;
    let new = Checkout {
        customer: &customer,
        reference: &Reference::Company(company.clone()).text(),
        purpose: CheckoutFor::Setup,
        success_url: &format!("{base}/account/stored?session={{CHECKOUT_SESSION_ID}}"),
        cancel_url: &format!("{base}/account#payment"),
        locale: rows::locale(actor.language),
        sepa: true,
        card: true,
    };
    let page = stripe.create_checkout(&format!("setup.{company}.{key}"), &new).await.outside()?;
    page.url.ok_or(Error::NotFound)
}

/// Back from that page: reads what was stored. Harmless when the event was quicker, and when the address is made up.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`]; [`Error::NotFound`] also for another company's page.
pub async fn finish_method(kontor: &Kontor, actor: &Actor, session: &str) -> Result<(), Error> {
    let company = actor.require_company(Right::Order)?;
    actor.require_own()?;
    if !session.starts_with("cs_") || !session.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(Error::NotFound);
    }
    let page = stripe(kontor)?.session(session).await.outside()?;
    if Reference::read(&page.reference) != Some(Reference::Company(company.clone())) {
        return Err(Error::NotFound);
    }
    match page.setup {
        Some(setup) => look_at_setup(kontor, actor, &setup).await,
        None => Ok(()),
    }
}

/// Keeps what a setup has brought.
pub(super) async fn look_at_setup(kontor: &Kontor, actor: &Actor, id: &str) -> Result<(), Error> {
    let setup = stripe(kontor)?.setup(id).await.outside()?;
    match (Reference::read(&setup.reference), setup.method) {
        (Some(Reference::Company(company)), Some(method)) if setup.succeeded => {
            keep(kontor, actor, &company, &method).await
        }
        _ => Ok(()),
    }
}

/// Writes a method down, once; only one that belongs to the company's customer at Stripe.
pub(super) async fn keep(kontor: &Kontor, actor: &Actor, company: &CompanyId, id: &str) -> Result<(), Error> {
    if rows::company_of_method(kontor, id).await?.is_some() {
        return Ok(());
    }
    let method = stripe(kontor)?.method(id).await.outside()?;
    let owner = rows::customer(kontor, company).await?;
    if method.customer.is_none() || method.customer != owner || method.kind == MethodKind::Other {
        return Ok(());
    }
    let first = rows::methods(kontor, company).await?.is_empty();
    let stored = StoredMethod {
        id: method.id,
        sepa: method.kind == MethodKind::SepaDebit,
        brand: method.brand,
        last4: method.last4,
        expires: method.expires,
        standard: first,
        everyone: true,
        by: actor.name().to_owned(),
    };
    let mut change = Change::new(kontor, actor);
    rows::create_method(&mut change, company, kontor.clock.stamp(), &stored);
    let subject = Subject::new("company", company.as_str()).of(company);
    change.event(&subject, Happened::MethodStored { label: stored.label() });
    match change.commit().await {
        Ok(_) | Err(StoreError::Exists(_)) => Ok(()),
        Err(other) => Err(other).fault(),
    }
}

/// Removed somewhere else (at Stripe, by the bank): not offered any more.
pub(super) async fn look_at_method(kontor: &Kontor, id: &str) -> Result<(), Error> {
    let Some(company) = rows::company_of_method(kontor, id).await? else { return Ok(()) };
    let method = stripe(kontor)?.method(id).await.outside()?;
    if method.customer.is_some() {
        return Ok(());
    }
    let Some(known) = rows::method(kontor, &company, id).await? else { return Ok(()) };
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    rows::delete_method(&mut change, id);
    let subject = Subject::new("company", company.as_str()).of(&company);
    change.event(&subject, Happened::MethodRemoved { label: known.label() });
    change.commit().await.fault()?;
    Ok(())
}
