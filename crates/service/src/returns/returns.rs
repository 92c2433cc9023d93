//! The list of returns: a customer's own, or the desk's queue.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::returns::{ReturnFilter, ReturnState, ReturnSummary};
use kontor_domain::{Error, ReturnId};

use super::rows::{self, COLUMNS, ReturnRow};
use crate::Kontor;
use crate::cases::order_of;
use crate::newest::Newest;

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
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", company)
        .only("state = $state", "state", filter.state.map(ReturnState::code))
        .of(kontor, "goods_return", COLUMNS, |row: &ReturnRow| row.seq.clone())
        .await?;
    let items = page.items.into_iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

async fn by_code(kontor: &Kontor, actor: &Actor, code: &str) -> Result<Vec<ReturnRow>, Error> {
    let number = code.rsplit_once('-').and_then(|(case, n)| Some((case, n.strip_prefix(['R', 'r'])?)));
    let number = number.and_then(|(case, n)| Some((case, n.parse::<u32>().ok()?)));
    let order = match order_of(kontor, actor, number.map_or(code, |(case, _)| case)).await {
        Err(Error::NotFound) => return Ok(Vec::new()),
        found => found?,
    };
    let Some((_, n)) = number else { return rows::of_order(kontor, &order).await };
    match rows::visible(kontor, actor, &ReturnId(format!("{order}-{n}"))).await {
        Err(Error::NotFound) => Ok(Vec::new()),
        found => Ok(vec![found?]),
    }
}
