//! Takes a line, or some of it, off an order.

use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;

use crate::wire::Refusal;

/// An empty quantity is everything that is open.
#[server(prefix = "/fn", endpoint = "orders/cancel_line")]
pub async fn cancel_line(
    key: IdempotencyKey,
    order: OrderId,
    version: i64,
    #[server(default)] position: String,
    #[server(default)] quantity: String,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::CancelLine;
    use kontor_domain::{Error, Problem, Quantity};
    let (kontor, actor) = request::begin()?;
    let typed = [("position", &*position), ("quantity", &*quantity), ("reason", &*reason)];
    let line = position.trim().parse::<u32>().map_err(|_| Error::invalid("position", Problem::Required));
    let quantity = match quantity.trim() {
        "" => Ok(None),
        text => Quantity::parse(text).map(Some).map_err(|p| Error::invalid("quantity", p)),
    };
    let (position, quantity) = line.and_then(|line| Ok((line, quantity?))).answer_keeping(&typed)?;
    let command = CancelLine { key, order, version, position, quantity, reason: reason.clone() };
    kontor_service::orders::cancel_line(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go_back(&[("done", "line")]);
    Ok(())
}
