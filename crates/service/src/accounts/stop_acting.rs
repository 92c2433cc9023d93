//! Stops acting for a customer.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{CartId, CompanyId, Error};
use kontor_store::StoreError;

use super::acting;
use super::resume_hats;
use super::rows::fingerprint;
use crate::Kontor;
use crate::carts;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Ends what `mark` began in this session; what is over already, or goes on for another customer by now, stays as it is. A cart
/// that was made for it and is empty goes with it; one with lines stays with the customer. Answers for whom it was.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody; [`Error::Unavailable`].
pub async fn stop_acting(
    kontor: &Kontor,
    actor: &Actor,
    secret: &str,
    mark: &str,
) -> Result<Option<CompanyId>, Error> {
    let person = super::my_account::person(actor)?.clone();
    let session = fingerprint(secret);
    let Some(row) = acting::row(kontor, &session).await? else { return Ok(None) };
    if row.mark != mark || row.person != person.as_str() {
        return Ok(None);
    }
    let company = CompanyId(row.company.clone());
    let hats = resume_hats(kontor, secret, actor.language).await?;
    let hat = hats.and_then(|hats| hats.acting);
    if let Some(hat) = &hat {
        // Not empty, or gone already: both are fine.
        match carts::delete_cart(kontor, hat, &CartId(row.cart), false).await {
            Ok(()) | Err(Error::Conflict { .. } | Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    let mut change = Change::new(kontor, hat.as_ref().unwrap_or(actor));
    let seen = change.tx.bind(row.mark);
    change.tx.guarded(acting::id(&session), "until = until", &format!("mark = {seen}"), "mark");
    change.tx.delete(acting::id(&session));
    change.event(&Subject::new("company", company.as_str()).of(&company), Happened::ActingEnded);
    match change.commit().await {
        Ok(_) | Err(StoreError::Guard(_)) => Ok(Some(company)),
        Err(other) => Err(other).fault(),
    }
}
