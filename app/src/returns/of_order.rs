//! The returns of one order.

use kontor_domain::OrderId;
use kontor_domain::returns::OrderReturns;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "returns/of_order")]
pub async fn of_order(order: OrderId) -> Result<OrderReturns, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::returns::of_order(&kontor, &actor, &order).await.answer()
}
