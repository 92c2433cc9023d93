//! Inviting a person: colleagues by company admins, customers' and the dealer's people by the dealer.

use kontor_domain::accounts::{Actor, CompanyState, Invite, LinkPurpose, Person, Right, Role};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, PersonId, Problem};
use kontor_store::StoreError;

use super::check::Fields;
use super::{rows, token};
use crate::change::{Change, Outcome, Subject, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, mail};

/// Creates the person, not yet active, and mails the link (good for 7 days).
///
/// # Errors
/// [`Error::NotFound`] for a company that is not there or not the actor's own; [`Error::Forbidden`] without the right
/// (own company: `ManageCompany`; any customer: `ManageCustomers`; the dealer's people: `Administer`) and for customers
/// who ask for a role of the dealer; [`Error::Invalid`] with every wrong field, `email` = [`Problem::Duplicate`] when
/// somebody has the address, whoever that is.
pub async fn invite(kontor: &Kontor, actor: &Actor, command: &Invite) -> Result<PersonId, Error> {
    authorise(actor, command)?;
    let mut fields = Fields::default();
    fields.key(&command.key);
    let name = fields.line("name", &command.name, 100);
    let email = fields.email("email", &command.email);
    let roles = roles(&mut fields, command);
    fields.done()?;
    if let Some(id) = answered_before(kontor, actor, "invite", &command.key).await? {
        return Ok(PersonId(id));
    }
    if let Some(company) = &command.company
        && rows::company(kontor, company).await?.state != CompanyState::Active
    {
        return Err(Error::invalid("company", Problem::WrongState));
    }
    let person = Person {
        id: PersonId(kontor.new_id()),
        name,
        email,
        company: command.company.clone(),
        roles,
        language: command.language,
        active: false,
        blocked: false,
    };
    let mut change = Change::new(kontor, actor);
    change.once("invite", &command.key, person.id.as_str());
    rows::create_person(&mut change, &person, String::new());
    let link = token::make(&mut change, kontor, person.id.as_str(), LinkPurpose::Invitation);
    change.mail(mail::invitation(kontor, &person, actor.name(), &link));
    change.event(&subject(&person), Happened::PersonInvited { email: person.email.clone() });
    match change.commit().await {
        Ok(Outcome::Done) => Ok(person.id),
        Ok(Outcome::Before(id)) => Ok(PersonId(id)),
        Err(StoreError::Exists(_)) => Err(Error::invalid("email", Problem::Duplicate)),
        Err(other) => Err(other).fault(),
    }
}

/// What events about a person's coming are about.
pub(super) fn subject(person: &Person) -> Subject {
    let subject = Subject::new("person", person.id.as_str());
    match &person.company {
        Some(company) => subject.of(company),
        None => subject,
    }
}

fn authorise(actor: &Actor, command: &Invite) -> Result<(), Error> {
    let dealers = command.roles.iter().any(|r| r.of_dealer());
    match (actor.company(), &command.company) {
        (Some(own), Some(company)) => own_company(actor, own, company, dealers),
        (Some(_), None) => Err(Error::Forbidden),
        (None, Some(_)) => actor.require(Right::ManageCustomers),
        (None, None) => actor.require(Right::Administer),
    }
}

fn own_company(actor: &Actor, own: &CompanyId, company: &CompanyId, dealers: bool) -> Result<(), Error> {
    actor.require(Right::ManageCompany)?;
    if own != company {
        Err(Error::NotFound)
    } else if dealers {
        Err(Error::Forbidden)
    } else {
        Ok(())
    }
}

/// Customers have customers' roles, the dealer's people the dealer's; at least one.
fn roles(fields: &mut Fields, command: &Invite) -> Vec<Role> {
    let mut roles = command.roles.clone();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        fields.wrong("roles", Problem::Required);
    } else if roles.iter().any(|r| r.of_dealer() == command.company.is_some()) {
        fields.wrong("roles", Problem::NotACode);
    }
    roles
}
