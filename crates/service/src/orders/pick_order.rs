//! The warehouse has packed an order.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::{Error, OrderId, Problem};

use super::rows::{self, advance, or_changed, subject};
use crate::Kontor;
use crate::change::Change;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ShipOrders`]; [`Error::Conflict`] as [`super::cancel_order()`].
pub async fn pick_order(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    version: i64,
) -> Result<OrderView, Error> {
    actor.require(Right::ShipOrders)?;
    let row = rows::visible(kontor, actor, order).await?;
    if !row.state().pickable() {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let data = row.read()?;
    let mut change = Change::new(kontor, actor);
    advance(&mut change, &row, OrderState::Picked, &data);
    change.event(&subject(&row), Happened::OrderPicked);
    or_changed(change.commit().await)?;
    super::order(kontor, actor, order).await
}
