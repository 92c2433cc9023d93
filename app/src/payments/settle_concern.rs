//! The desk has dealt with a payment.

use kontor_domain::OrderId;
use kontor_domain::payments::Concern;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "payments/settle_concern")]
pub async fn settle_concern(
    order: OrderId,
    concern: Concern,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::payments;
    let (kontor, actor) = request::begin()?;
    let command = payments::SettleConcern { order, concern, note: note.clone() };
    let typed = [("note", &*note)];
    kontor_service::payments::settle_concern(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/desk/orders/{}?done=settle", command.order));
    Ok(())
}
