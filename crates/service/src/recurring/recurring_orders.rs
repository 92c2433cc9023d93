//! The list of recurring orders: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::recurring::{RecurringFilter, RecurringSummary};
use kontor_store::Variables;

use super::rows::{COLUMNS, RecurringRow};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 25;
/// Sorts behind every ULID.
const END: &str = "~";

/// Newest first, paged by key (`recurring_by_company`, `recurring_by_seq`).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn recurring_orders(
    kontor: &Kontor,
    actor: &Actor,
    filter: &RecurringFilter,
) -> Result<Page<RecurringSummary>, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    let whose = match own.or(filter.company.as_ref()) {
        Some(company) => {
            vars.insert("company", company.to_string());
            "company = $company AND "
        }
        None => "",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM recurring WHERE {whose}seq < $after ORDER BY seq DESC LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<RecurringRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let items =
        rows.iter().map(|row| Ok(row.summary(actor, &row.read()?))).collect::<Result<Vec<_>, Error>>()?;
    Ok(Page::from_rows(items, PAGE, |r| r.id.to_string()))
}
