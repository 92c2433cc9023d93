//! Makes a cart.

use kontor_domain::{CartId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `everybody` is what all who order may do with it: `view`, `edit`, `order`, or empty for a cart of one's own.
#[server(prefix = "/fn", endpoint = "carts/make_cart")]
pub async fn make_cart(
    key: IdempotencyKey,
    #[server(default)] name: String,
    #[server(default)] everybody: String,
) -> Result<CartId, Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    use kontor_domain::carts::{CartRight, MakeCart};
    let (kontor, actor) = request::begin()?;
    let typed = [("name", &*name), ("everybody", &*everybody)];
    let command = MakeCart { key, name: name.clone(), everybody: CartRight::parse(&everybody) };
    let cart = kontor_service::carts::make_cart(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&Query::default().with("cart", cart.as_str()).with("done", "made").on("/cart"));
    Ok(cart)
}
