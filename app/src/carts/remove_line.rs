//! Takes a line out of the cart, and puts it back.

use kontor_domain::{CartId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// Without WebAssembly the page that follows offers to put the line back: what stood in it travels in the address.
#[server(prefix = "/fn", endpoint = "carts/remove_line")]
pub async fn remove_line(#[server(default)] cart: CartId, part: PartKey) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    let from = super::named(&cart);
    let before = kontor_service::carts::cart(&kontor, &actor, from).await.answer()?;
    kontor_service::carts::remove_line(&kontor, &actor, from, &part).await.answer()?;
    let mut query = Query::default().with("cart", cart.as_str());
    if let Some(line) = before.lines.iter().find(|l| l.part == part) {
        query.set("removed", part.as_str());
        query.set("number", &line.number);
        query.set("quantity", &line.quantity.0.normalize().to_string());
        query.set("reference", &line.reference);
        query.set("note", &line.note);
    }
    request::go(&query.on("/cart"));
    Ok(())
}

/// Puts a line back as it was.
#[server(prefix = "/fn", endpoint = "carts/put_back")]
pub async fn put_back(
    #[server(default)] cart: CartId,
    part: PartKey,
    quantity: String,
    #[server(default)] reference: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::carts::{AddLine, SetLine};
    use kontor_domain::{Error, Quantity};
    use kontor_service::carts;
    let (kontor, actor) = request::begin()?;
    let into = super::named(&cart);
    let quantity = Quantity::parse(&quantity).map_err(|p| Error::invalid("quantity", p)).answer()?;
    carts::add_line(&kontor, &actor, into, &AddLine { part: part.clone(), quantity }).await.answer()?;
    if !(reference.is_empty() && note.is_empty()) {
        carts::set_line(&kontor, &actor, into, &SetLine { part, quantity, reference, note })
            .await
            .answer()?;
    }
    request::go(&super::path_of(&cart));
    Ok(())
}
