//! In whose name the reader may decide about an order.

use kontor_domain::OrderId;
use kontor_domain::orders::Voice;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/approval_voice")]
pub async fn approval_voice(id: OrderId) -> Result<Option<Voice>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::approval_voice(&kontor, &actor, &id).await.answer()
}
