//! The rules of a company: reading them.

use std::collections::BTreeSet;

use kontor_domain::accounts::rules::CompanyRules;
use kontor_domain::accounts::{Actor, Person, Right, RulesView};
use kontor_domain::{CompanyId, Error, PersonId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use super::rows;
use crate::Kontor;
use crate::fault::Fault as _;
use crate::orders::budget;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct RulesRow {
    version: i64,
    data: SerdeWrapper<CompanyRules>,
}

pub(super) fn id(company: &CompanyId) -> RecordId {
    rid("company_rules", company.to_string())
}

/// The rules of a company; those of nobody when it has none.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn rules_of(kontor: &Kontor, company: &CompanyId) -> Result<CompanyRules, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(company));
    let row = kontor
        .store
        .rows::<RulesRow>("SELECT version, data FROM $id", vars)
        .await
        .fault()?
        .into_iter()
        .next();
    Ok(row.map(|row| CompanyRules { version: row.version, ..row.data.0 }).unwrap_or_default())
}

/// The people of a company, and who of them may approve.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn approvers(
    kontor: &Kontor,
    company: &CompanyId,
) -> Result<(Vec<Person>, BTreeSet<PersonId>), Error> {
    let people = rows::people(kontor, Some(company)).await?;
    let able = people.iter().filter(|p| p.may(Right::Approve)).map(|p| p.id.clone()).collect();
    Ok((people, able))
}

/// The rules of the own company, or of the one named, with the people they can name.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`] (own company) or [`Right::ManageCustomers`] (the dealer, who names
/// one); [`Error::NotFound`] for another company.
pub async fn company_rules(
    kontor: &Kontor,
    actor: &Actor,
    company: Option<&CompanyId>,
) -> Result<RulesView, Error> {
    let company = authorise(actor, company)?;
    let name = rows::company(kontor, company).await?.name;
    let rules = rules_of(kontor, company).await?;
    let today = kontor.clock.local().date();
    let mut spent = Vec::new();
    for unit in &rules.units {
        if let Some(budget) = unit.budget {
            let period = budget.period.key(today);
            spent.push((unit.id.clone(), budget::spent(kontor, company, &unit.id, &period).await?));
        }
    }
    let people = rows::people(kontor, Some(company)).await?;
    Ok(RulesView { company: company.clone(), company_name: name, rules, people, spent, today })
}

/// Whose rules the actor may read and write.
pub(super) fn authorise<'a>(
    actor: &'a Actor,
    company: Option<&'a CompanyId>,
) -> Result<&'a CompanyId, Error> {
    match (actor.company(), company) {
        (Some(own), named) => {
            actor.require(Right::ManageCompany)?;
            if named.is_none_or(|c| c == own) { Ok(own) } else { Err(Error::NotFound) }
        }
        (None, named) => {
            actor.require(Right::ManageCustomers)?;
            named.ok_or(Error::Forbidden)
        }
    }
}
