//! One order.

use kontor_domain::OrderId;
use kontor_domain::orders::OrderView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/order")]
pub async fn order(id: OrderId) -> Result<OrderView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::order(&kontor, &actor, &id).await.answer()
}
