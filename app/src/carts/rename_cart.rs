//! Gives a cart another name.

use kontor_domain::CartId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "carts/rename_cart")]
pub async fn rename_cart(cart: CartId, version: i64, #[server(default)] name: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let done = kontor_service::carts::rename_cart(&kontor, &actor, &cart, version, &name).await;
    done.answer_keeping(&[("name", &*name)])?;
    request::go(&format!("{}?done=saved", super::manage_path(&cart)));
    Ok(())
}
