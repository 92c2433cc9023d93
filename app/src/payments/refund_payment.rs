//! The desk gives money back.

use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `amount` as typed: `12,50` or `12.50`.
#[server(prefix = "/fn", endpoint = "payments/refund_payment")]
pub async fn refund_payment(
    key: IdempotencyKey,
    order: OrderId,
    amount: String,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{Error, payments};
    let (kontor, actor) = request::begin()?;
    let typed = [("amount", &*amount), ("reason", &*reason)];
    let amount = crate::ui::typed_money(&amount)
        .map_err(|problem| Error::invalid("amount", problem))
        .answer_keeping(&typed)?;
    let command = payments::RefundPayment { key, order, amount, reason: reason.clone() };
    kontor_service::payments::refund_payment(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/desk/orders/{}?done=refund", command.order));
    Ok(())
}
