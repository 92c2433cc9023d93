//! One company for the desk, with people and history.

use kontor_domain::accounts::{Actor, Channel, CompanyView, Right};
use kontor_domain::events::{Happened, TimelineEntry};
use kontor_domain::{CompanyId, Error};
use kontor_store::{Datetime, SerdeWrapper, SurrealValue, Variables};

use super::rows;
use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct EventRow {
    at: Datetime,
    name: String,
    behalf: Option<String>,
    channel: String,
    data: SerdeWrapper<Happened>,
}

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
            "SELECT at, name, behalf, channel, data, seq FROM event WHERE company = $company ORDER BY seq DESC LIMIT 100",
            vars,
        )
        .await
        .fault()?;
    let timeline = events
        .into_iter()
        .map(|e| TimelineEntry {
            at: kontor.clock.local_of(&e.at),
            who: e.name,
            behalf: e.behalf.unwrap_or_default(),
            channel: Channel::parse(&e.channel).unwrap_or_default(),
            what: e.data.0,
        })
        .collect();
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
