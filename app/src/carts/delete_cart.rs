//! Deletes a cart, and brings it back.

use kontor_domain::CartId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `back` is `1` to bring it back. With lines in it `lines` has to be `1`: the person has read how many those are.
#[server(prefix = "/fn", endpoint = "carts/delete_cart")]
pub async fn delete_cart(
    cart: CartId,
    #[server(default)] name: String,
    #[server(default)] lines: String,
    #[server(default)] back: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    if back == "1" {
        kontor_service::carts::restore_cart(&kontor, &actor, &cart).await.answer_about(cart.as_str())?;
        request::go(&Query::default().with("cart", cart.as_str()).with("done", "restored").on("/cart"));
    } else {
        let also_lines = lines == "1";
        kontor_service::carts::delete_cart(&kontor, &actor, &cart, also_lines).await.answer()?;
        request::go(&Query::default().with("deleted", cart.as_str()).with("name", &name).on("/carts"));
    }
    Ok(())
}
