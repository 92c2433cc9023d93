//! Which stored method is offered first, and who may use it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::rows;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Makes a method the standard (`standard`), and lets everybody who orders use it or only the company's administrators
/// (`everyone`); what is not given stays.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`]; [`Error::NotFound`] also for another company's method.
pub async fn change_method(
    kontor: &Kontor,
    actor: &Actor,
    id: &str,
    standard: Option<bool>,
    everyone: Option<bool>,
) -> Result<(), Error> {
    let company = actor.require_company(Right::ManageCompany)?;
    let methods = rows::methods(kontor, company).await?;
    if !methods.iter().any(|m| m.id == id) {
        return Err(Error::NotFound);
    }
    let mut change = Change::new(kontor, actor);
    let mut label = String::new();
    for mut method in methods {
        let before = method.clone();
        if method.id == id {
            method.standard = standard.unwrap_or(method.standard);
            method.everyone = everyone.unwrap_or(method.everyone);
            label = method.label();
        } else if standard == Some(true) {
            method.standard = false;
        }
        if method != before {
            rows::update_method(&mut change, company, &method);
        }
    }
    if change.tx.is_empty() {
        return Ok(());
    }
    change.event(&Subject::new("company", company.as_str()).of(company), Happened::MethodChanged { label });
    match change.commit().await {
        Ok(_) => Ok(()),
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => Err(other).fault(),
    }
}
