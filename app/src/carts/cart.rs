//! The cart with live prices and dates.

use kontor_domain::carts::CartView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "carts/cart")]
pub async fn cart() -> Result<CartView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::carts::cart(&kontor, &actor).await.answer()
}
