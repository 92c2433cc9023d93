//! A customer asks what a part costs.

use kontor_domain::{IdempotencyKey, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `wish` may be empty.
#[server(prefix = "/fn", endpoint = "pricing/ask_price")]
pub async fn ask_price(
    key: IdempotencyKey,
    part: PartKey,
    quantity: String,
    #[server(default)] wish: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{Error, Problem, Quantity, format, pricing};
    let (kontor, actor) = request::begin()?;
    let typed = [("quantity", &*quantity), ("wish", &*wish), ("note", &*note)];
    let read = || -> Result<_, Error> {
        let quantity = Quantity::parse(&quantity).map_err(|problem| Error::invalid("quantity", problem))?;
        let wish = match wish.trim() {
            "" => None,
            day => Some(format::parse_date(day).ok_or_else(|| Error::invalid("wish", Problem::NotADate))?),
        };
        Ok(pricing::AskPrice { key, part: part.clone(), quantity, wish, note: note.clone() })
    };
    let command = read().answer_keeping(&typed)?;
    kontor_service::pricing::ask_price(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/parts/{part}#ask"));
    Ok(())
}
