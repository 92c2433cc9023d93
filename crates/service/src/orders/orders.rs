//! The list of orders: a customer's own, or the desk's queue.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::orders::{OrderFilter, OrderSummary};
use kontor_domain::page::Page;
use kontor_domain::{Error, OrderId};
use kontor_store::Variables;

use super::open_case;
use super::rows::{COLUMNS, OrderRow, visible};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 25;
/// Sorts behind every ULID.
const END: &str = "~";

/// Newest first, paged by key. The shapes of the query each follow one compound index to the end, so that none
/// sorts (`order_by_company`, `order_by_company_state`, `order_by_state`, `order_by_seq`, and
/// with a choice `order_by_choice`, `order_by_company_choice`).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn orders(
    kontor: &Kontor,
    actor: &Actor,
    filter: &OrderFilter,
) -> Result<Page<OrderSummary>, Error> {
    let company = actor.company();
    actor.require(if company.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if company.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != company) {
        return Err(Error::NotFound);
    }
    let company = company.or(filter.company.as_ref());
    if let Some(code) = filter.case.as_deref().filter(|c| !c.trim().is_empty()) {
        let rows = match open_case(kontor, actor, code).await {
            Ok(id) => vec![visible(kontor, actor, &OrderId(id.0)).await?.summary(kontor)?],
            Err(Error::NotFound) => Vec::new(),
            Err(other) => return Err(other),
        };
        return Ok(Page { items: rows, next: None });
    }
    let mut vars = Variables::new();
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    let mut conditions = Vec::new();
    if let Some(company) = company {
        vars.insert("company", company.to_string());
        conditions.push("company = $company");
    }
    if let Some(choice) = filter.choice {
        vars.insert("choice", choice.code().to_owned());
        conditions.push("choice = $choice");
    } else if let Some(state) = filter.state {
        vars.insert("state", state.code().to_owned());
        conditions.push("state = $state");
    }
    conditions.push("seq < $after");
    let sql = format!(
        "SELECT {COLUMNS} FROM order WHERE {} ORDER BY seq DESC LIMIT {}",
        conditions.join(" AND "),
        PAGE + 1
    );
    let rows: Vec<OrderRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let items = rows.iter().map(|r| r.summary(kontor)).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_rows(items, PAGE, |o| o.id.to_string()))
}
