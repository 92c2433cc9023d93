//! Writes a company as the dealer's own system or the demo knows it.

use kontor_domain::accounts::{Actor, Company, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};

use super::check::Fields;
use super::rows::{self, CompanyData};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Creates the company or replaces what was there. A request's telephone and message are kept.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::Invalid`] with `id` or `name`.
pub async fn put_company(kontor: &Kontor, actor: &Actor, company: &Company) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let mut fields = Fields::default();
    fields.line("name", &company.name, 100);
    if company.id.as_str().is_empty() {
        fields.wrong("id", Problem::Required);
    } else if company.id.as_str().len() > 60
        || company.id.as_str().contains('|')
        || company.id.as_str() == "-"
    {
        fields.wrong("id", Problem::NotACode);
    }
    fields.done()?;
    let (phone, message) = match rows::company_row(kontor, &company.id).await {
        Ok(row) => (row.data.0.phone, row.data.0.message),
        Err(Error::NotFound) => (String::new(), String::new()),
        Err(other) => return Err(other),
    };
    let mut change = Change::new(kontor, actor);
    rows::put_company(&mut change, CompanyData { company: company.clone(), phone, message });
    change.event(&Subject::new("company", company.id.as_str()).of(&company.id), Happened::CompanyChanged);
    change.commit().await.fault()?;
    Ok(())
}
