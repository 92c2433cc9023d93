//! The demo's companies and people.

use std::collections::HashMap;

use kontor_demo::{DEMO_PASSWORD, DemoCompany, DemoPerson};
use kontor_domain::accounts::{Actor, Channel, Company, CompanyState, NewPerson, Role, Who};
use kontor_domain::catalog::own::SetOwnNumber;
use kontor_domain::{CompanyId, Error, Language, PersonId, PriceListId, Problem};
use kontor_service::{Kontor, accounts, catalog};

/// The people of the demo as actors, by the id they have there.
pub type People = HashMap<String, Actor>;

pub(super) async fn companies(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    for company in kontor_demo::companies() {
        accounts::put_company(kontor, system, &written(company)).await?;
    }
    Ok(())
}

fn written(demo: DemoCompany) -> Company {
    let list = |id: &str| (!id.is_empty()).then(|| PriceListId::new(id));
    Company {
        price_list: if demo.own_prices.is_empty() { None } else { list(&demo.id) },
        group_list: list(&demo.group),
        delivery: super::delivery::terms(&demo.id),
        id: CompanyId(demo.id),
        name: demo.name,
        number: demo.number,
        vat_id: demo.vat_id,
        country: demo.country,
        addresses: demo.addresses,
        discounts: demo.discounts.into_iter().collect(),
        state: CompanyState::Active,
    }
}

pub(super) async fn people(kontor: &Kontor, system: &Actor) -> Result<People, Error> {
    let mut all = People::new();
    for demo in kontor_demo::people() {
        let id = person(kontor, system, &demo).await?;
        all.insert(demo.id.clone(), actor(kontor, demo, id).await?);
    }
    Ok(all)
}

async fn person(kontor: &Kontor, system: &Actor, demo: &DemoPerson) -> Result<PersonId, Error> {
    let company = demo.company.clone().map(CompanyId);
    let new = NewPerson {
        name: demo.name.clone(),
        email: demo.email.clone(),
        company: company.clone(),
        roles: roles(demo),
        language: language(demo),
        password: DEMO_PASSWORD.into(),
    };
    match accounts::make_person(kontor, system, new).await {
        // An earlier load got as far as this.
        Err(Error::Conflict { problem: Problem::Duplicate }) => {
            let people = accounts::people(kontor, system, company.as_ref()).await?;
            people.into_iter().find(|p| p.email == demo.email).map(|p| p.id).ok_or(Error::NotFound)
        }
        made => made,
    }
}

async fn actor(kontor: &Kontor, demo: DemoPerson, person: PersonId) -> Result<Actor, Error> {
    let (roles, language, name) = (roles(&demo), language(&demo), demo.name);
    Ok(match demo.company {
        Some(company) => {
            let company = CompanyId(company);
            let company_name = accounts::rows::company(kontor, &company).await?.name;
            Actor {
                who: Who::Customer { person, name, company, company_name, roles },
                channel: Channel::Portal,
                language,
            }
        }
        None => Actor { who: Who::Dealer { person, name, roles }, channel: Channel::Desk, language },
    })
}

fn roles(demo: &DemoPerson) -> Vec<Role> {
    demo.roles.iter().filter_map(|code| Role::parse(code)).collect()
}

fn language(demo: &DemoPerson) -> Language {
    Language::from_tag(&demo.language).unwrap_or_default()
}

/// Sets the companies' own numbers, as their administrators would.
pub(super) async fn own_numbers(kontor: &Kontor, people: &People) -> Result<(), Error> {
    for (person, number, part) in kontor_demo::own_numbers() {
        let actor = people.get(person).ok_or(Error::NotFound)?;
        let one = SetOwnNumber { number: number.into(), part: part.into() };
        catalog::set_own_numbers(kontor, actor, &[one]).await?;
    }
    Ok(())
}
