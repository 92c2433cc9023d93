//! One order with parcels and timeline.

use kontor_domain::accounts::Actor;
use kontor_domain::orders::OrderView;
use kontor_domain::{Error, OrderId};

use super::rows;
use crate::Kontor;

/// # Errors
/// [`Error::NotFound`] also for another company's order, [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn order(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<OrderView, Error> {
    let row = rows::visible(kontor, actor, order).await?;
    rows::view(kontor, row).await
}
