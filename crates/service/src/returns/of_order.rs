//! The returns of one order.

use kontor_domain::accounts::Actor;
use kontor_domain::returns::OrderReturns;
use kontor_domain::{Error, OrderId, Quantity};

use super::rows;
use crate::Kontor;
use crate::orders::rows as orders;

/// Newest first; and whether the reader may send something of the order back.
///
/// # Errors
/// [`Error::NotFound`] also for another company's order, [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn of_order(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<OrderReturns, Error> {
    let data = orders::visible(kontor, actor, order).await?.read()?;
    let sent = data.lines.iter().any(|l| l.shipped > Quantity::ZERO);
    let may = sent && rows::may_send(actor, data.person.as_ref());
    if !sent {
        return Ok(OrderReturns { may, ..OrderReturns::default() });
    }
    let returns = rows::of_order(kontor, order).await?;
    let returns = returns.into_iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
    Ok(OrderReturns { returns, may })
}
