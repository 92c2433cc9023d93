//! What a new recurring order would be made of.

use kontor_domain::IdempotencyKey;
use kontor_domain::recurring::RecurringStart;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::recurring_order::Asked;
use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartShown {
    /// Sent twice it begins once.
    pub key: IdempotencyKey,
    pub start: RecurringStart,
    pub asked: Asked,
}

/// `from` is `order`, `list` or `cart` (empty: the person's current cart), `source` which one.
#[server(name = AskRecurringStart, prefix = "/fn", endpoint = "recurring/begin_recurring")]
pub async fn begin_recurring(
    #[server(default)] from: String,
    #[server(default)] source: String,
) -> Result<StartShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::lists::ListSource;
    use kontor_domain::{CartId, ListId, OrderId};
    let (kontor, actor) = request::begin()?;
    let source = match from.as_str() {
        "order" => ListSource::Order { order: OrderId(source) },
        "list" => ListSource::List { list: ListId(source) },
        _ => ListSource::Cart { cart: crate::carts::named(&CartId(source)).cloned() },
    };
    let start = kontor_service::recurring::begin_recurring(&kontor, &actor, &source).await.answer()?;
    let asked = super::recurring_order::asked(&kontor, &actor, start.totals.net).await.answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    Ok(StartShown { key, start, asked })
}
