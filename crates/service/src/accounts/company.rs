//! One company for the desk, with people and history.

use kontor_domain::accounts::{Actor, CompanyView, Right};
use kontor_domain::{CompanyId, Error};
use kontor_store::Variables;

use super::rows;
use crate::Kontor;
use crate::fault::Fault as _;
use crate::timeline::{COLUMNS, EventRow, entries};

/// The last hundred steps of the company and its cases are on the timeline, newest first.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`].
pub async fn company(kontor: &Kontor, actor: &Actor, id: &CompanyId) -> Result<CompanyView, Error> {
    actor.require(Right::ManageCustomers)?;
    let row = rows::company_row(kontor, id).await?;
    let people = rows::people(kontor, Some(id)).await?;
    let mut vars = Variables::new();
    vars.insert("company", id.to_string());
    let events: Vec<EventRow> = kontor
        .store
        .rows(
            &format!("SELECT {COLUMNS} FROM event WHERE company = $company ORDER BY seq DESC LIMIT 100"),
            vars,
        )
        .await
        .fault()?;
    let timeline = entries(kontor, events);
    let data = row.data.0;
    Ok(CompanyView {
        company: data.company,
        phone: data.phone,
        message: data.message,
        people,
        timeline,
        version: row.version,
    })
}
