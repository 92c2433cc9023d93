//! An order as one would order it again.

use kontor_domain::lists::RepeatView;
use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatShown {
    pub repeat: RepeatView,
    /// For putting it into the cart: sent twice it happens once.
    pub key: IdempotencyKey,
}

#[server(name = AskRepeat, prefix = "/fn", endpoint = "lists/repeat")]
pub async fn repeat(order: OrderId) -> Result<RepeatShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let repeat = kontor_service::lists::repeat(&kontor, &actor, &order).await.answer()?;
    Ok(RepeatShown { repeat, key: IdempotencyKey::new(kontor.new_id()) })
}
