//! An approver says yes.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/approve_order")]
pub async fn approve_order(
    order: OrderId,
    version: i64,
    #[server(default)] comment: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [("comment", comment.clone())];
    let command = kontor_domain::orders::ApproveOrder { order, version, comment };
    kontor_service::orders::approve_order(&kontor, &actor, &command)
        .await
        .answer_keeping(&typed.each_ref().map(|(name, value)| (*name, value.as_str())))?;
    request::go(&format!("/orders/{}?decided=yes", command.order));
    Ok(())
}
