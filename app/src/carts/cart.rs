//! A cart with live prices and dates.

use kontor_domain::CartId;
use kontor_domain::carts::CartView;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Without an id the one in which the person works.
#[server(prefix = "/fn", endpoint = "carts/cart")]
pub async fn cart(#[server(default)] id: CartId) -> Result<CartView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::carts::cart(&kontor, &actor, super::named(&id)).await.answer()
}
