//! Puts the successor of an obsolete part into the cart in its place.

use kontor_domain::{CartId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// First in, then out: when the successor cannot be ordered, the line stays.
#[server(prefix = "/fn", endpoint = "carts/take_successor")]
pub async fn take_successor(
    #[server(default)] cart: CartId,
    part: PartKey,
    successor: PartKey,
    quantity: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::carts::AddLine;
    use kontor_domain::{Error, Quantity};
    use kontor_service::carts;
    let (kontor, actor) = request::begin()?;
    let into = super::named(&cart);
    let about = part.to_string();
    let quantity =
        Quantity::parse(&quantity).map_err(|p| Error::invalid("quantity", p)).answer_about(&about)?;
    carts::add_line(&kontor, &actor, into, &AddLine { part: successor, quantity })
        .await
        .answer_about(&about)?;
    carts::remove_line(&kontor, &actor, into, &part).await.answer()?;
    request::go(&super::path_of(&cart));
    Ok(())
}
