//! One tap.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "payments/pay_with_stored")]
pub async fn pay_with_stored(order: OrderId, method: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::payments::pay_with_stored(&kontor, &actor, &order, &method).await.answer()?;
    request::go(&format!("/orders/{order}#payment"));
    Ok(())
}
