//! The warehouse has packed an order; one that is collected lies ready at its branch, and the customer is told.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::{Error, OrderId, Problem};

use super::rows::{self, advance, or_changed, subject};
use crate::change::Change;
use crate::{Kontor, mail};

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
    let mut data = row.read()?;
    let now = kontor.clock.local();
    let ready = data.freight.as_mut().and_then(|freight| freight.pickup.as_mut()).map(|pickup| {
        pickup.ready = Some(now);
        pickup.name.clone()
    });
    let mut change = Change::new(kontor, actor);
    advance(&mut change, &row, OrderState::Picked, &data);
    match ready {
        Some(branch) => {
            change.event(&subject(&row), Happened::ReadyToCollect { branch });
            if !data.email.is_empty() {
                let order = mail::order_view(kontor, &row, &data);
                change.mail(mail::order_ready(kontor, &order, &data.email, data.language));
            }
        }
        None => change.event(&subject(&row), Happened::OrderPicked),
    }
    or_changed(change.commit().await)?;
    super::order(kontor, actor, order).await
}
