//! What can be changed about a cart.

use kontor_domain::carts::{CartLineView, CartSettings};
use kontor_domain::{CartId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartSettingsShown {
    pub settings: CartSettings,
    pub lines: Vec<CartLineView>,
    /// For putting lines elsewhere once.
    pub key: IdempotencyKey,
}

#[server(name = AskCartSettings, prefix = "/fn", endpoint = "carts/cart_settings")]
pub async fn cart_settings(id: CartId) -> Result<CartSettingsShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::carts;
    let (kontor, actor) = request::begin()?;
    let settings = carts::cart_settings(&kontor, &actor, &id).await.answer()?;
    let lines = carts::cart(&kontor, &actor, Some(&id)).await.answer()?.lines;
    Ok(CartSettingsShown { settings, lines, key: IdempotencyKey::new(kontor.new_id()) })
}
