//! The way to the hosted page: for a card or a debit, and when the bank wants to see the payer.

use std::time::Duration;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::payments::Way;
use kontor_domain::{Error, OrderId, Problem};
use kontor_store::StoreError;
use kontor_stripe::{Checkout, CheckoutFor, SessionState};

use super::pay_with_stored::{amend, attempt, close_page, may_pay_now};
use super::stripe::{LEASE, Outside as _, Reference, customer, stripe};
use super::{look, rows};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::orders::rows as orders;

const PAUSE: Duration = Duration::from_millis(100);
const LOOKS: usize = 200;

/// Where the person goes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Started {
    /// To the hosted page.
    Page(String),
    /// Nowhere: it is paid, or the debit is on its way.
    Settled,
}

/// Opens the hosted page for an order, or finds the one that is open already: whoever clicks twice, in two tabs or with a
/// colleague at the same time is sent to the same page.
///
/// # Errors
/// [`Error::Forbidden`] for who acts for the customer; [`Error::Conflict`] with [`Problem::NotPayable`], [`Problem::PaymentUnavailable`] or [`Problem::PaymentUnanswered`].
pub async fn start_payment(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    sepa: bool,
    save: bool,
) -> Result<Started, Error> {
    let row = orders::visible(kontor, actor, order).await?;
    let company = actor.require_company(Right::Order)?.clone();
    actor.require_own()?;
    stripe(kontor)?;
    may_pay_now(row.state())?;
    let wanted = Way::Page { sepa, save };
    for _ in 0..LOOKS {
        let Some(found) = rows::payment(kontor, order).await? else {
            return Err(Error::conflict(Problem::NotPayable));
        };
        let payment = look::of(&found).clone();
        if payment.state().secured() {
            return Ok(Started::Settled);
        }
        let now = kontor.clock.now().as_second();
        if let Some(pending) = payment.pending() {
            match (&pending.way, &pending.session, &pending.url) {
                (way, Some(session), Some(url)) if *way == wanted => {
                    if stripe(kontor)?.session(session).await.outside()?.state == SessionState::Open {
                        return Ok(Started::Page(url.clone()));
                    }
                    // Paid meanwhile, or a day old.
                    look::look_at_order(kontor, order).await?;
                }
                (Way::Page { .. }, ..) => close_page(kontor, order, pending).await?,
                (Way::Stored { .. }, ..) if now - pending.sent < LEASE => tokio::time::sleep(PAUSE).await,
                (Way::Stored { .. }, ..) => look::look_at_order(kontor, order).await?,
            }
            continue;
        }
        if !payment.payable() {
            return Err(Error::conflict(Problem::NotPayable));
        }
        let number = payment.next_number();
        let customer = customer(kontor, &company, "").await?;
        let mut begun = payment;
        begun.attempts.push(attempt(number, wanted.clone(), now));
        let mut change = Change::new(kontor, actor);
        rows::update(&mut change, &begun, found.version);
        match change.commit().await {
            Ok(_) => {}
            Err(StoreError::Guard(_)) => continue,
            Err(other) => return Err(other).fault(),
        }
        return page(kontor, actor, order, &row.case, &customer, number, sepa, save, begun.amount).await;
    }
    Err(Error::conflict(Problem::PaymentUnanswered))
}

#[expect(clippy::too_many_arguments, reason = "everything the page is made of, decided by the caller")]
async fn page(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    case: &str,
    customer: &str,
    number: u32,
    sepa: bool,
    save: bool,
    amount: kontor_domain::Money,
) -> Result<Started, Error> {
    let base = &kontor.settings.base_url;
    let description = format!("{} {case}", kontor.settings.dealer);
    let reference = Reference::Attempt(order.clone(), number).text();
    let new = Checkout {
        customer,
        reference: &reference,
        purpose: CheckoutFor::Payment { amount, description: &description, save },
        success_url: &format!("{base}/orders/{order}/paid"),
        cancel_url: &format!("{base}/orders/{order}"),
        locale: rows::locale(actor.language),
        sepa,
        card: !sepa,
    };
    let key = format!("page.{order}.{number}");
    let made = match stripe(kontor)?.create_checkout(&key, &new).await {
        // The same key answers the page that was made.
        Err(error) if error.is_unknown() => stripe(kontor)?.create_checkout(&key, &new).await,
        other => other,
    };
    match made {
        Ok(session) => {
            let url = session.url.clone().ok_or_else(|| Error::conflict(Problem::PaymentUnanswered))?;
            amend(kontor, order, |payment| {
                if let Some(a) = payment.attempts.iter_mut().find(|a| a.number == number) {
                    a.session = Some(session.id.clone());
                    a.url.clone_from(&session.url);
                }
            })
            .await?;
            Ok(Started::Page(url))
        }
        Err(error) => {
            // Nobody has seen the page, so nobody can pay on it.
            amend(kontor, order, |payment| {
                if let Some(a) = payment.attempts.iter_mut().find(|a| a.number == number) {
                    a.outcome = kontor_domain::payments::Outcome::Closed;
                }
            })
            .await?;
            Err(error).outside()
        }
    }
}
