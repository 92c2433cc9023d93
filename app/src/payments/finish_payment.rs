//! Back from the hosted page.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Reads what became of it and leads on to the order.
#[server(prefix = "/fn", endpoint = "payments/finish_payment")]
pub async fn finish_payment(order: OrderId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let found = kontor_service::payments::finish_payment(&kontor, &actor, &order).await.answer()?;
    let secured = found.payment.is_some_and(|p| p.state.secured());
    let mark =
        if secured && found.state == kontor_domain::orders::OrderState::Placed { "?placed=1" } else { "" };
    request::lead_on(&format!("/orders/{order}{mark}"));
    Ok(())
}
