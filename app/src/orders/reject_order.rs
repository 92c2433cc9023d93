//! An approver says no, and why.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/reject_order")]
pub async fn reject_order(
    order: OrderId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [("reason", reason.clone())];
    let command = kontor_domain::orders::RejectOrder { order, version, reason };
    kontor_service::orders::reject_order(&kontor, &actor, &command)
        .await
        .answer_keeping(&typed.each_ref().map(|(name, value)| (*name, value.as_str())))?;
    request::go(&format!("/orders/{}?decided=no", command.order));
    Ok(())
}
