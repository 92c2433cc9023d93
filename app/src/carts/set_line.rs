//! Changes a line: quantity, own reference, note.

use kontor_domain::{CartId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `by` is what the buttons beside the quantity add or take away when they send the form themselves.
#[server(prefix = "/fn", endpoint = "carts/set_line")]
pub async fn set_line(
    #[server(default)] cart: CartId,
    part: PartKey,
    quantity: String,
    #[server(default)] by: String,
    #[server(default)] reference: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{Decimal, Error, Quantity};
    let (kontor, actor) = request::begin()?;
    let about = part.to_string();
    let typed = match quantity.trim() {
        "0" => Ok(Quantity::ZERO),
        text => Quantity::parse(text),
    };
    let typed = typed.map_err(|p| Error::invalid("quantity", p)).answer_about(&about)?;
    let by: Decimal = by.parse().unwrap_or_default();
    let line = kontor_domain::carts::SetLine {
        part,
        quantity: Quantity((typed.0 + by).max(Decimal::ZERO)),
        reference,
        note,
    };
    kontor_service::carts::set_line(&kontor, &actor, super::named(&cart), &line)
        .await
        .answer_about(&about)?;
    request::go(&super::path_of(&cart));
    Ok(())
}
