//! Brings a deleted cart back.

use kontor_domain::CartId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "carts/restore_cart")]
pub async fn restore_cart(cart: CartId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    kontor_service::carts::restore_cart(&kontor, &actor, &cart).await.answer_about(cart.as_str())?;
    request::go(&Query::default().with("cart", cart.as_str()).with("done", "restored").on("/cart"));
    Ok(())
}
