//! The list of orders: a customer's own, or the desk's queue.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::orders::{ChoiceState, OrderFilter, OrderState, OrderSummary};
use kontor_domain::page::Page;

use super::rows::{COLUMNS, OrderRow, visible};
use crate::Kontor;
use crate::cases;
use crate::newest::Newest;

/// Newest first, paged by key. The shapes of the query each follow one compound index to the end, so that none
/// sorts (`order_by_seq`, `order_by_state`, `order_by_choice`, `order_by_channel`, `order_by_channel_state` and the same of one
/// company); only channel and choice together look at what the first of them finds.
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
        let rows = match cases::order_of(kontor, actor, code).await {
            Ok(id) => vec![visible(kontor, actor, &id).await?.summary(kontor)?],
            Err(Error::NotFound) => Vec::new(),
            Err(other) => return Err(other),
        };
        return Ok(Page { items: rows, next: None });
    }
    let choice = filter.choice.map(ChoiceState::code);
    let state = filter.state.filter(|_| choice.is_none()).map(OrderState::code);
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", company)
        .only("channel = $channel", "channel", filter.channel.map(Channel::code))
        .only("choice = $choice", "choice", choice)
        .only("state = $state", "state", state)
        .of(kontor, "order", COLUMNS, |row: &OrderRow| row.seq.clone())
        .await?;
    let items = page.items.iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}
