//! What only the administration does with people: listing them, setting a password or roles without asking them. For the
//! command line; who lost the last administrator's password gets in again this way.

use kontor_domain::accounts::{Actor, Person, Right, Role, email as check_email};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, Problem};

use super::check::Fields;
use super::rows::{self, Known, or_changed};
use super::{password, session};
use crate::Kontor;
use crate::change::Change;

/// The people of a company, or of the dealer, by name.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`] for an unknown company.
pub async fn people(
    kontor: &Kontor,
    actor: &Actor,
    company: Option<&CompanyId>,
) -> Result<Vec<Person>, Error> {
    actor.require(Right::Administer)?;
    if let Some(company) = company {
        rows::company(kontor, company).await?;
    }
    rows::people(kontor, company).await
}

/// Sets a password and ends every session of the person; somebody who was invited has joined then.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`]; [`Error::Invalid`] with `password`.
pub async fn put_password(kontor: &Kontor, actor: &Actor, email: &str, new: &str) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let mut fields = Fields::default();
    fields.password("password", new);
    fields.done()?;
    let person = find(kontor, email).await?;
    let hash = password::hash(kontor, new).await?;
    let mut change = Change::new(kontor, actor);
    let hash = change.tx.bind(hash);
    session::touch(&mut change, &person, &format!(", password = {hash}, active = true"));
    session::end_all(&mut change, &person.id);
    change.event(&person.subject(), Happened::PasswordChanged);
    or_changed(change.commit().await)?;
    kontor.limits.forgive(&format!("sign_in|{}", person.email));
    Ok(())
}

/// Sets the roles of a person; they hold from the next request on.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`]; [`Error::Invalid`] with `roles` when there are
/// none, or when the dealer's are mixed with a customer's.
pub async fn put_roles(kontor: &Kontor, actor: &Actor, email: &str, roles: &[Role]) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let person = find(kontor, email).await?;
    if roles.is_empty() {
        return Err(Error::invalid("roles", Problem::Required));
    }
    if roles.iter().any(|r| r.of_dealer() != person.company.is_empty()) {
        return Err(Error::invalid("roles", Problem::NotACode));
    }
    let mut change = Change::new(kontor, actor);
    let codes: Vec<String> = roles.iter().map(|r| r.code().to_owned()).collect();
    let codes = change.tx.bind(codes);
    session::touch(&mut change, &person, &format!(", roles = {codes}"));
    change.event(&person.subject(), Happened::RolesChanged { roles: roles.to_vec() });
    or_changed(change.commit().await)?;
    Ok(())
}

async fn find(kontor: &Kontor, email: &str) -> Result<Known, Error> {
    let email = check_email(email).map_err(|problem| Error::invalid("email", problem))?;
    rows::by_email(kontor, &email).await?.ok_or(Error::NotFound)
}
