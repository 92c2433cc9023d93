//! Declines an offer.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `number` is the version that was seen.
#[server(name = DeclineOffer, prefix = "/fn", endpoint = "quotes/decline_quote")]
pub async fn decline_quote(
    quote: QuoteId,
    number: u32,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::DeclineQuote;
    let (kontor, actor) = request::begin()?;
    let command = DeclineQuote { quote, number, reason: reason.trim().to_owned() };
    let declined = kontor_service::quotes::decline_quote(&kontor, &actor, &command).await;
    declined.answer_keeping(&[("reason", &reason)])?;
    request::go(&format!("{}?done=declined", super::path_of(&command.quote)));
    Ok(())
}
