//! Changes an order that was just placed.

use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;

use super::start_change::ChangeFields;
use crate::wire::Refusal;

/// `seen` is the net sum of the preview, in euro with a dot.
#[server(prefix = "/fn", endpoint = "orders/change_order")]
pub async fn change_order(
    key: IdempotencyKey,
    order: OrderId,
    version: i64,
    #[server(default)] typed: ChangeFields,
    #[server(default)] seen: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::ChangeOrder;
    use kontor_domain::{Error, Money, Problem};
    let (kontor, actor) = request::begin()?;
    let (draft, unread) = super::start_change::read(typed);
    if !unread.is_empty() {
        return Err(Error::Invalid { fields: unread }).answer();
    }
    let seen = seen.trim().parse().map(Money::eur);
    let seen = Some(seen.map_err(|_| Error::invalid("seen", Problem::NotANumber)).answer()?);
    let command = ChangeOrder { key, order: order.clone(), version, draft, seen };
    Box::pin(kontor_service::orders::change_order(&kontor, &actor, &command)).await.answer()?;
    request::go(&format!("/orders/{order}?done=change"));
    Ok(())
}
