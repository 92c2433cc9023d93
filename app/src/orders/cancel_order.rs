//! Cancels an order that is still open.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/cancel_order")]
pub async fn cancel_order(
    order: OrderId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::orders::CancelOrder { order, version, reason };
    kontor_service::orders::cancel_order(&kontor, &actor, &command).await.answer()?;
    request::go(&format!("/orders/{}", command.order));
    Ok(())
}
