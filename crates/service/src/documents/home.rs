//! Where a file that somebody sends in belongs, and whether they may send it there.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::{DocumentKind, UploadDocument};
use kontor_domain::{CompanyId, Error, Problem};

use super::rows::own_unit;
use crate::{Kontor, accounts, cases};

/// Whose a document will be.
pub(super) struct Home {
    pub company: Option<CompanyId>,
    pub company_name: String,
    pub unit: String,
}

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] for who may not send anything there; [`Error::NotFound`] for another company, an
/// unknown one, and a case that the sender does not see; [`Error::Invalid`] with `kind` for what customers do not issue, with `unit` for
/// one that there is not or that is not theirs.
pub(super) async fn home(kontor: &Kontor, actor: &Actor, command: &UploadDocument) -> Result<Home, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::Order } else { Right::ManageCustomers })?;
    if own.is_some() && command.company.is_some() && command.company.as_ref() != own {
        return Err(Error::NotFound);
    }
    let mut company = own.or(command.company.as_ref()).cloned();
    if let Some(case) = &command.case {
        let entered = cases::enter(kontor, actor, case).await?;
        if !entered.desk && !entered.may_edit {
            return Err(Error::Forbidden);
        }
        if company.as_ref().is_some_and(|company| *company != entered.company) {
            return Err(Error::NotFound);
        }
        company = Some(entered.company);
    }
    if own.is_some() && (command.inside || command.kind != DocumentKind::Upload) {
        return Err(Error::invalid("kind", Problem::NotACode));
    }
    let unit = unit(kontor, actor, company.as_ref(), command.unit.trim()).await?;
    let company_name = match &company {
        Some(company) => accounts::rows::company(kontor, company).await?.name,
        None => String::new(),
    };
    Ok(Home { company, company_name, unit })
}

async fn unit(
    kontor: &Kontor,
    actor: &Actor,
    company: Option<&CompanyId>,
    unit: &str,
) -> Result<String, Error> {
    if unit.is_empty() {
        return Ok(String::new());
    }
    let wrong = |problem| Err(Error::invalid("unit", problem));
    let Some(company) = company else { return wrong(Problem::NotACode) };
    if accounts::rules_of(kontor, company).await?.unit(unit).is_none() {
        return wrong(Problem::NotACode);
    }
    let bound = actor.company().is_some() && !actor.has(Right::ManageCompany);
    if bound && own_unit(kontor, actor, company).await?.is_some_and(|own| own != unit) {
        return wrong(Problem::NotYourUnit);
    }
    Ok(unit.to_owned())
}
