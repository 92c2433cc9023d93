//! The own account.

use kontor_domain::accounts::{AccountView, Actor, Right, Who};
use kontor_domain::{Error, PersonId};

use super::rows;
use crate::Kontor;

/// The person, the company, and the colleagues for those who manage them.
///
/// # Errors
/// [`Error::Unauthenticated`] for nobody, [`Error::Forbidden`] for keys and the program itself, who are no persons.
pub async fn my_account(kontor: &Kontor, actor: &Actor) -> Result<AccountView, Error> {
    let person = rows::by_id(kontor, person(actor)?).await?.ok_or(Error::Unauthenticated)?.person();
    let (company, manages) = match actor.company() {
        Some(id) => (Some(rows::company(kontor, id).await?), actor.has(Right::ManageCompany)),
        None => (None, actor.has(Right::Administer)),
    };
    let people = if manages { rows::people(kontor, actor.company()).await? } else { Vec::new() };
    Ok(AccountView { person, company, people })
}

/// The person behind an actor.
pub(super) fn person(actor: &Actor) -> Result<&PersonId, Error> {
    match &actor.who {
        Who::Anonymous => Err(Error::Unauthenticated),
        _ => actor.person().ok_or(Error::Forbidden),
    }
}
