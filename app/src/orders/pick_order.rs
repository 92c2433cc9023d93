//! The warehouse has packed an order.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/pick_order")]
pub async fn pick_order(order: OrderId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::pick_order(&kontor, &actor, &order, version).await.answer()?;
    request::go_back(&[("done", "pick")]);
    Ok(())
}
