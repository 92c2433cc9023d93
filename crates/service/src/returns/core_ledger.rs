//! The ledger of cores: a customer's own, or everybody's for the desk.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::returns::{CoreFilter, CoreLedger, CoreView};
use kontor_domain::{Error, Money};
use kontor_store::Variables;

use super::cores::{COLUMNS, CoreRow};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 50;
/// Sorts behind every order.
const END: &str = "~";

/// Newest order first, paged by key; only what is still open unless all is asked for.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn core_ledger(kontor: &Kontor, actor: &Actor, filter: &CoreFilter) -> Result<CoreLedger, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    let mut conditions = Vec::new();
    if let Some(company) = own.or(filter.company.as_ref()) {
        vars.insert("company", company.to_string());
        conditions.push("company = $company");
    }
    if !filter.all {
        conditions.push("state = 'open'");
    }
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    conditions.push("seq < $after");
    let sql = format!(
        "SELECT {COLUMNS} FROM core WHERE {} ORDER BY seq DESC LIMIT {}",
        conditions.join(" AND "),
        PAGE + 1
    );
    let rows: Vec<CoreRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let today = kontor.clock.local().date();
    let page = Page::from_rows(rows, PAGE, |row| row.seq.clone()).map(|row| row.view(today));
    let open: Money = page.items.iter().map(CoreView::open_deposit).sum();
    Ok(CoreLedger { cores: page.items, open, next: page.next })
}
