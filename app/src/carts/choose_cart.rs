//! Says in which cart one works.

use kontor_domain::CartId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "carts/choose_cart")]
pub async fn choose_cart(cart: CartId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    kontor_service::carts::choose_cart(&kontor, &actor, &cart).await.answer_about(cart.as_str())?;
    request::go(&Query::default().with("cart", cart.as_str()).with("done", "chosen").on("/cart"));
    Ok(())
}
