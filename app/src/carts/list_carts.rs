//! The carts a person can use.

use kontor_domain::IdempotencyKey;
use kontor_domain::carts::Carts;
use leptos::prelude::*;

use crate::wire::Refusal;

/// With the key for making one more.
#[server(name = AskCarts, prefix = "/fn", endpoint = "carts/carts")]
pub async fn list_carts() -> Result<(Carts, IdempotencyKey), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let carts = kontor_service::carts::carts(&kontor, &actor).await.answer()?;
    Ok((carts, IdempotencyKey::new(kontor.new_id())))
}
