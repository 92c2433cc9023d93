//! Changes a line of a list, takes it off (quantity zero), or puts it back.

use kontor_domain::{ListId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// Taking off says what stood there, so that the page that follows offers to put it back: `number`, `was` and `note` travel in
/// the address then.
#[server(name = SetListLine, prefix = "/fn", endpoint = "lists/set_line")]
pub async fn set_line(
    list: ListId,
    part: PartKey,
    quantity: String,
    #[server(default)] note: String,
    #[server(default)] number: String,
    #[server(default)] was: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    use kontor_domain::{Error, Quantity, lists};
    let (kontor, actor) = request::begin()?;
    let about = part.to_string();
    let wanted = match quantity.trim() {
        "0" => Ok(Quantity::ZERO),
        text => Quantity::parse(text),
    };
    let quantity = wanted.map_err(|p| Error::invalid("quantity", p)).answer_about(&about)?;
    let line = lists::SetListLine { list, part, quantity, note };
    kontor_service::lists::set_line(&kontor, &actor, &line).await.answer_about(&about)?;
    let mut query = Query::default();
    if quantity == Quantity::ZERO {
        query.set("removed", &about);
        query.set("number", &number);
        query.set("quantity", &was);
        query.set("note", &line.note);
    }
    request::go(&query.on(&super::path_of(actor.company().is_none(), &line.list)));
    Ok(())
}
