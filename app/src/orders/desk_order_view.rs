//! One order with what the desk needs to act on it.

use kontor_domain::accounts::Credit;
use kontor_domain::orders::OrderView;
use kontor_domain::{Date, IdempotencyKey, OrderId, WarehouseId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskOrder {
    pub order: OrderView,
    /// Names of the warehouses that lines are served from.
    pub warehouses: Vec<(WarehouseId, String)>,
    /// The dealer's day: no promise lies before it.
    pub today: Date,
    /// For the next parcel, so that a second click ships nothing twice.
    pub key: IdempotencyKey,
    /// How far the customer is trusted, for who decides about it or keeps the customers.
    #[serde(default)]
    pub credit: Option<Credit>,
    /// Is payment by card and direct debit set up?
    pub payable: bool,
}

impl DeskOrder {
    /// The name of a warehouse; its key when it is gone.
    #[must_use]
    pub fn warehouse<'a>(&'a self, id: &'a WarehouseId) -> &'a str {
        self.warehouses.iter().find(|(known, _)| known == id).map_or(id.as_str(), |(_, name)| name)
    }
}

#[server(prefix = "/fn", endpoint = "orders/desk_order_view")]
pub async fn desk_order_view(id: OrderId) -> Result<DeskOrder, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    actor.require(Right::Desk).answer()?;
    let order = kontor_service::orders::order(&kontor, &actor, &id).await.answer()?;
    let warehouses = kontor.warehouses().await.answer()?;
    let credit = match kontor_service::accounts::company_credit(&kontor, &actor, &order.company).await {
        Err(Error::Forbidden) => None,
        other => Some(other.answer()?),
    };
    Ok(DeskOrder {
        order,
        warehouses: warehouses.iter().map(|w| (w.id.clone(), w.name.clone())).collect(),
        today: kontor.clock.local().date(),
        key: IdempotencyKey(kontor.new_id()),
        credit,
        payable: kontor.stripe.is_some(),
    })
}
