//! Asking for a business account.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Address, Company, CompanyState, Person, RequestCompany, Role};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, PersonId};
use kontor_store::StoreError;

use super::check::Fields;
use super::rows::{self, CompanyData};
use crate::change::{Change, Subject, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, mail};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
const AT_MOST: u32 = 5;
const OPERATION: &str = "request_company";

/// Creates the company in state `requested` and its first person, who cannot sign in yet, and tells applicant and
/// dealer. When somebody has the e-mail address already, nothing is created and that person gets a hint by mail: the
/// answer does not tell who has an account.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::RateLimited`] after 5 requests per hour and e-mail or network
/// address.
pub async fn request_company(kontor: &Kontor, command: &RequestCompany) -> Result<(), Error> {
    let (company, person) = check(kontor, command)?;
    let actor = Actor::anonymous(command.language);
    if answered_before(kontor, &actor, OPERATION, &command.key).await?.is_some() {
        return Ok(());
    }
    let now = kontor.clock.now();
    kontor.limits.attempt(now, format!("request_from|{}", command.address), AT_MOST, WINDOW)?;
    kontor.limits.attempt(now, format!("request|{}", person.email), AT_MOST, WINDOW)?;

    // Twice, because somebody with the same address may come in between looking and writing.
    for _ in 0..2 {
        let mut change = Change::new(kontor, &actor);
        if let Some(known) = rows::by_email(kontor, &person.email).await? {
            change.once(OPERATION, &command.key, "");
            change.mail(mail::company_exists(kontor, &known.person(), known.may_sign_in()));
        } else {
            change.once(OPERATION, &command.key, company.company.id.as_str());
            create(&mut change, kontor, &company, &person);
        }
        match change.commit().await {
            Err(StoreError::Exists(_)) => {}
            other => return other.fault().map(|_| ()),
        }
    }
    Ok(())
}

fn create(change: &mut Change<'_>, kontor: &Kontor, data: &CompanyData, person: &Person) {
    let company = &data.company;
    rows::create_company(change, data.clone());
    rows::create_person(change, person, String::new());
    change.event(&Subject::new("company", company.id.as_str()).of(&company.id), Happened::CompanyRequested);
    change.mail(mail::company_received(kontor, company, person));
    change.mail(mail::dealer_new_request(kontor, company, person, &data.phone, &data.message));
}

fn check(kontor: &Kontor, command: &RequestCompany) -> Result<(CompanyData, Person), Error> {
    let mut fields = Fields::default();
    fields.key(&command.key);
    let name = fields.line("company", &command.company, 100);
    let street = fields.line("street", &command.street, 100);
    let postcode = fields.line("postcode", &command.postcode, 12);
    let city = fields.line("city", &command.city, 60);
    let country = fields.country("country", &command.country);
    let state = fields.state("state", &command.state, &country);
    let vat_id = fields.vat_id("vat_id", &command.vat_id);
    let person = fields.line("name", &command.name, 100);
    let email = fields.email("email", &command.email);
    let phone = fields.optional("phone", &command.phone, 40);
    let message = fields.text("message", &command.message, 2_000);
    fields.done()?;
    let company = Company {
        id: CompanyId(kontor.new_id()),
        name: name.clone(),
        vat_id,
        country: country.clone(),
        addresses: vec![Address {
            id: kontor.new_id(),
            name,
            extra: String::new(),
            street,
            postcode,
            city,
            country,
            state,
        }],
        state: CompanyState::Requested,
        ..Company::default()
    };
    let person = Person {
        id: PersonId(kontor.new_id()),
        name: person,
        email,
        company: Some(company.id.clone()),
        roles: vec![Role::CompanyAdmin],
        language: command.language,
        active: false,
        blocked: false,
    };
    Ok((CompanyData { company, phone, message }, person))
}
