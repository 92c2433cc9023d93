//! Asks who may for a price below one's own floor.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = AskOfferRelease, prefix = "/fn", endpoint = "quotes/ask_release")]
pub async fn ask_release(
    quote: QuoteId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::AskRelease;
    let (kontor, actor) = request::begin()?;
    let command = AskRelease { quote, version, reason };
    let asked = kontor_service::quotes::ask_release(&kontor, &actor, &command).await;
    asked.answer_form("release", &[("reason", &command.reason)])?;
    request::go(&format!("{}?done=asked", super::desk_path(&command.quote)));
    Ok(())
}
