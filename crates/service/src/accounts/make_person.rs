//! A person who can sign in at once: for the command line and the demo.

use kontor_domain::accounts::{Actor, NewPerson, Person, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, PersonId, Problem};
use kontor_store::StoreError;

use super::check::Fields;
use super::{password, rows};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`] for an unknown company; [`Error::Invalid`] with
/// every wrong field; [`Error::Conflict`] with [`Problem::Duplicate`] when somebody has the address.
pub async fn make_person(kontor: &Kontor, actor: &Actor, command: NewPerson) -> Result<PersonId, Error> {
    actor.require(Right::Administer)?;
    let mut fields = Fields::default();
    let name = fields.line("name", &command.name, 100);
    let email = fields.email("email", &command.email);
    fields.password("password", &command.password);
    if command.roles.is_empty() {
        fields.wrong("roles", Problem::Required);
    } else if command.roles.iter().any(|r| r.of_dealer() == command.company.is_some()) {
        fields.wrong("roles", Problem::NotACode);
    }
    fields.done()?;
    if let Some(company) = &command.company {
        rows::company(kontor, company).await?;
    }
    // Before the dear hashing: the demo calls this again at every start.
    if rows::by_email(kontor, &email).await?.is_some() {
        return Err(Error::conflict(Problem::Duplicate));
    }
    let hash = password::hash(kontor, &command.password).await?;
    let person = Person {
        id: PersonId(kontor.new_id()),
        name,
        email,
        company: command.company,
        roles: command.roles,
        language: command.language,
        active: true,
        blocked: false,
    };
    let mut change = Change::new(kontor, actor);
    rows::create_person(&mut change, &person, hash);
    change.event(&super::invite::subject(&person), Happened::PersonJoined);
    match change.commit().await {
        Err(StoreError::Exists(_)) => Err(Error::conflict(Problem::Duplicate)),
        other => other.fault().map(|_| person.id),
    }
}
