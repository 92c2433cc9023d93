//! Forgetting a stored method, here and at Stripe.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_stripe::StripeError;

use super::rows;
use super::stripe::{Outside as _, stripe};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// At Stripe first: what is forgotten here cannot be found there any more.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`]; [`Error::NotFound`] also for another company's method.
pub async fn remove_method(kontor: &Kontor, actor: &Actor, id: &str) -> Result<(), Error> {
    let company = actor.require_company(Right::ManageCompany)?;
    let method = rows::method(kontor, company, id).await?.ok_or(Error::NotFound)?;
    match stripe(kontor)?.detach(&format!("detach.{id}"), id).await {
        // Removed there before.
        Ok(()) | Err(StripeError::NotFound | StripeError::Invalid { .. }) => {}
        Err(other) => return Err(other).outside(),
    }
    let mut change = Change::new(kontor, actor);
    rows::delete_method(&mut change, id);
    let subject = Subject::new("company", company.as_str()).of(company);
    change.event(&subject, Happened::MethodRemoved { label: method.label() });
    change.commit().await.fault()?;
    Ok(())
}
