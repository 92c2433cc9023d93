//! Takes rows out of the cart again.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "carts/undo_rows")]
pub async fn undo_rows(key: IdempotencyKey) -> Result<u32, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let rows = kontor_service::carts::undo_rows(&kontor, &actor, &key).await.answer()?;
    request::go("/quick-order?undone=1");
    Ok(rows)
}
