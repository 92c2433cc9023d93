//! Deletes a cart.

use kontor_domain::CartId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// With lines in it `lines` has to be `1`: the person has read how many those are. The page that follows offers to bring it
/// back, by its `name`.
#[server(prefix = "/fn", endpoint = "carts/delete_cart")]
pub async fn delete_cart(
    cart: CartId,
    #[server(default)] name: String,
    #[server(default)] lines: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    kontor_service::carts::delete_cart(&kontor, &actor, &cart, lines == "1").await.answer()?;
    request::go(&Query::default().with("deleted", cart.as_str()).with("name", &name).on("/carts"));
    Ok(())
}
