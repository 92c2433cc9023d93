//! The list of returns: a customer's own, or the desk's queue.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::returns::{ReturnFilter, ReturnSummary};
use kontor_domain::{Error, ReturnId};
use kontor_store::Variables;

use super::rows::{self, COLUMNS, ReturnRow};
use crate::Kontor;
use crate::fault::Fault as _;
use crate::orders::open_case;

const PAGE: usize = 25;
/// Sorts behind every ULID.
const END: &str = "~";

/// Newest first, paged by key. A return's number finds that one, an order's code all returns of the order.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn returns(
    kontor: &Kontor,
    actor: &Actor,
    filter: &ReturnFilter,
) -> Result<Page<ReturnSummary>, Error> {
    let company = actor.company();
    actor.require(if company.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if let Some(code) = filter.code.as_deref().filter(|c| !c.trim().is_empty()) {
        let found = by_code(kontor, actor, code.trim()).await?;
        let items = found.into_iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
        return Ok(Page { items, next: None });
    }
    let mut vars = Variables::new();
    let mut conditions = Vec::new();
    if let Some(company) = company {
        vars.insert("company", company.to_string());
        conditions.push("company = $company");
    }
    if let Some(state) = filter.state {
        vars.insert("state", state.code().to_owned());
        conditions.push("state = $state");
    }
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    conditions.push("seq < $after");
    let sql = format!(
        "SELECT {COLUMNS} FROM goods_return WHERE {} ORDER BY seq DESC LIMIT {}",
        conditions.join(" AND "),
        PAGE + 1
    );
    let rows: Vec<ReturnRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let page = Page::from_rows(rows, PAGE, |row| row.seq.clone());
    let items = page.items.into_iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

async fn by_code(kontor: &Kontor, actor: &Actor, code: &str) -> Result<Vec<ReturnRow>, Error> {
    let number = code.rsplit_once('-').and_then(|(case, n)| Some((case, n.strip_prefix(['R', 'r'])?)));
    let number = number.and_then(|(case, n)| Some((case, n.parse::<u32>().ok()?)));
    let order = match open_case(kontor, actor, number.map_or(code, |(case, _)| case)).await {
        Err(Error::NotFound) => return Ok(Vec::new()),
        found => found?,
    };
    let Some((_, n)) = number else { return rows::of_order(kontor, &order).await };
    match rows::visible(kontor, actor, &ReturnId(format!("{order}-{n}"))).await {
        Err(Error::NotFound) => Ok(Vec::new()),
        found => Ok(vec![found?]),
    }
}
