//! Puts a part into the cart.

use kontor_domain::{CartId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// Answers how many lines are in the cart now. `cart` is the one that was current when the form was drawn. `key` comes from the drawing of the form: sent twice, it adds once.
#[server(prefix = "/fn", endpoint = "carts/add_line")]
pub async fn add_line(
    #[server(default)] cart: CartId,
    part: PartKey,
    #[server(default)] quantity: String,
    #[server(default)] key: String,
) -> Result<u32, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{Error, IdempotencyKey, Quantity};
    let (kontor, actor) = request::begin()?;
    let about = part.to_string();
    let quantity =
        Quantity::parse(&quantity).map_err(|p| Error::invalid("quantity", p)).answer_about(&about)?;
    let line = kontor_domain::carts::AddLine { part, quantity };
    let lines = if key.is_empty() {
        kontor_service::carts::add_line(&kontor, &actor, super::named(&cart), &line).await
    } else {
        let (into, once) = (super::named(&cart), IdempotencyKey(key));
        kontor_service::carts::add_line_once(&kontor, &actor, into, &line, &once).await
    }
    .answer_about(&about)?;
    request::go_back(&[("added", &about)]);
    Ok(lines)
}
