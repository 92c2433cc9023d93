//! Back from the hosted page: what became of it is read, not believed from the address.

use kontor_domain::Error;
use kontor_domain::OrderId;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::orders::OrderView;

use super::look;
use crate::Kontor;
use crate::orders::rows as orders;

/// # Errors
/// [`Error::NotFound`] also for another company's order. When Stripe does not answer, the order is shown as it is; the
/// event or the outbox brings the rest.
pub async fn finish_payment(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<OrderView, Error> {
    orders::visible(kontor, actor, order).await?;
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if kontor.stripe.is_some()
        && let Err(error) = look::look_at_order(kontor, order).await
    {
        tracing::warn!(%order, "payment: {error}");
    }
    crate::orders::order(kontor, actor, order).await
}
