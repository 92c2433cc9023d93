//! The list of orders.

use kontor_domain::orders::{OrderFilter, OrderSummary};
use kontor_domain::page;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/orders", input = Json)]
pub async fn orders(filter: OrderFilter) -> Result<page::Page<OrderSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::orders(&kontor, &actor, &filter).await.answer()
}
