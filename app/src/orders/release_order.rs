//! The desk lets an order go on that the customer's credit does not cover.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/release_order")]
pub async fn release_order(
    order: OrderId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::ReleaseOrder;
    let (kontor, actor) = request::begin()?;
    let command = ReleaseOrder { order, version, reason: reason.clone() };
    let typed = [("reason", &*reason)];
    kontor_service::orders::release_order(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go_back(&[("done", "release")]);
    Ok(())
}
