//! To the page on which a card or account is stored.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "payments/store_method")]
pub async fn store_method(key: IdempotencyKey) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let url = kontor_service::payments::store_method(&kontor, &actor, &key).await.answer()?;
    request::leave(&url);
    Ok(())
}
