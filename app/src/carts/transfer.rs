//! Puts lines of one cart into another.

use kontor_domain::{CartId, IdempotencyKey};
use leptos::prelude::*;

use super::TakeLine;
use crate::wire::Refusal;

/// `mode` is `copy`, `move` or `merge`, as the pressed button says; answers how many lines that were.
#[server(name = TransferLines, prefix = "/fn", endpoint = "carts/transfer")]
pub async fn transfer(
    key: IdempotencyKey,
    from: CartId,
    #[server(default)] to: CartId,
    mode: String,
    #[server(default)] lines: Vec<TakeLine>,
) -> Result<u32, Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    use kontor_domain::carts::{Transfer, TransferMode};
    use kontor_domain::{Error, PartKey, Problem};
    let (kontor, actor) = request::begin()?;
    let mode =
        TransferMode::parse(&mode).ok_or_else(|| Error::invalid("mode", Problem::NotACode)).answer()?;
    let parts = lines.into_iter().filter(|l| !l.take.is_empty()).map(|l| PartKey(l.part)).collect();
    let command = Transfer { key, from, to: to.clone(), mode, parts };
    let lines = kontor_service::carts::transfer(&kontor, &actor, &command).await.answer()?;
    let query = Query::default().with("cart", to.as_str()).with("moved", &lines.to_string());
    request::go(&query.on("/cart"));
    Ok(lines)
}
