//! The desk says whether an order on account is settled.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `settled` is `yes`, or anything else for not.
#[server(prefix = "/fn", endpoint = "orders/settle_order")]
pub async fn settle_order(order: OrderId, #[server(default)] settled: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::settle_order(&kontor, &actor, &order, settled == "yes").await.answer()?;
    request::go_back(&[("done", "settled")]);
    Ok(())
}
