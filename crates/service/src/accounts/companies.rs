//! The list of companies for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, CompanyFilter, CompanySummary, Right};
use kontor_domain::page::Page;
use kontor_store::{SerdeWrapper, SurrealValue, Variables};

use super::rows::{CompanyData, company_id};
use crate::Kontor;
use crate::catalog::rows::records;
use crate::fault::Fault as _;

const SIZE: usize = 50;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    sort: String,
    data: SerdeWrapper<CompanyData>,
}

/// By name, a page at a time; with [`CompanyFilter::q`] those in which every word of it occurs.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`].
pub async fn companies(
    kontor: &Kontor,
    actor: &Actor,
    filter: &CompanyFilter,
) -> Result<Page<CompanySummary>, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut vars = Variables::new();
    let after = filter.after.clone().unwrap_or_default();
    if !filter.q.trim().is_empty() {
        let found = kontor.customers.find(kontor, &filter.q, filter.state, &after, SIZE + 1).await?;
        vars.insert("ids", records(found.iter().map(company_id)));
        let mut rows: Vec<Row> = kontor.store.rows("SELECT sort, data FROM $ids", vars).await.fault()?;
        rows.sort_by(|a, b| a.sort.cmp(&b.sort));
        return Ok(page(rows));
    }
    vars.insert("after", after);
    let condition = match filter.state {
        Some(state) => {
            vars.insert("state", state.code().to_owned());
            "state = $state AND sort > $after"
        }
        None => "sort > $after",
    };
    let sql = format!("SELECT sort, data FROM company WHERE {condition} ORDER BY sort LIMIT {}", SIZE + 1);
    let rows: Vec<Row> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(page(rows))
}

fn page(rows: Vec<Row>) -> Page<CompanySummary> {
    Page::from_rows(rows, SIZE, |r| r.sort.clone()).map(|r| r.data.0.company.into())
}
