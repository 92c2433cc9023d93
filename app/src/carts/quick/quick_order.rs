//! What the page of the quick order begins with.

use kontor_domain::carts::quick::{CheckedRow, SkippedLine};
use kontor_domain::{CartId, Error, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// Rows that were put into the cart, and the key that takes them out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub key: IdempotencyKey,
    /// Into which cart.
    pub cart: CartId,
    pub rows: u32,
}

/// Without WebAssembly everything travels in the form: the server puts what came of it into the request, and the page is the
/// answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuickStart {
    pub rows: Vec<CheckedRow>,
    pub skipped: Vec<SkippedLine>,
    /// What was typed and could not be read as a list.
    pub text: String,
    /// For putting these rows into the cart.
    pub key: IdempotencyKey,
    /// The cart that was current when the list was begun.
    pub cart: CartId,
    /// Why the list could not be read, or the rows not added.
    pub error: Option<Error>,
    pub added: Option<Added>,
}

#[server(prefix = "/fn", endpoint = "carts/quick_order")]
pub async fn quick_order() -> Result<QuickStart, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    actor.require_company(Right::Order).answer()?;
    if let Some(posted) = request::posted::<QuickStart>() {
        return Ok(posted);
    }
    let cart = kontor_service::carts::current_cart(&kontor, &actor).await.answer()?;
    Ok(QuickStart {
        key: IdempotencyKey::new(kontor.new_id()),
        cart: cart.unwrap_or_default().id,
        ..QuickStart::default()
    })
}
