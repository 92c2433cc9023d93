//! The desk lets an order go on that the company's credit does not cover. Saying no is cancelling it, with a reason.

use kontor_domain::accounts::{Actor, MAX_REASON, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderState, OrderView, ReleaseOrder};
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::arrive::arrive;
use super::credit::{self, Cover};
use super::rows::{self, advance, or_changed, subject};
use crate::change::Change;
use crate::{Kontor, mail};

/// From then on it counts for the company's credit, above the limit.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCredit`]; [`Error::Invalid`] with `reason`; [`Error::Conflict`] as
/// [`super::cancel_order()`], and with [`Problem::DeliveryBlocked`].
pub async fn release_order(
    kontor: &Kontor,
    actor: &Actor,
    command: &ReleaseOrder,
) -> Result<OrderView, Error> {
    actor.require(Right::ManageCredit)?;
    let row = rows::visible(kontor, actor, &command.order).await?;
    let reason = command.reason.trim();
    match u32::try_from(reason.chars().count()).unwrap_or(u32::MAX) {
        0 => return Err(Error::invalid("reason", Problem::ReasonRequired)),
        1..=MAX_REASON => {}
        _ => return Err(Error::invalid("reason", Problem::TooLong { max: MAX_REASON })),
    }
    if row.state() != OrderState::OnHold {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut data = row.read()?;
    data.on_credit = Some(data.totals.gross);
    let mut change = Change::new(kontor, actor);
    credit::charge(&mut change.tx, &row.company, data.totals.gross, Cover::Released);
    advance(&mut change, &row, OrderState::Placed, &data);
    change.event(&subject(&row), Happened::OrderReleased { reason: reason.to_owned() });
    let view = OrderView { state: OrderState::Placed, ..mail::order_view(kontor, &row, &data) };
    arrive(kontor, &mut change, &view, &data);
    match change.commit().await {
        Err(StoreError::Guard(name)) if name == credit::OVER => {
            return Err(Error::conflict(Problem::DeliveryBlocked));
        }
        other => or_changed(other)?,
    };
    super::order(kontor, actor, &command.order).await
}
