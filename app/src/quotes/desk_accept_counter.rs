//! Offers what the customer's counter-offer says.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = AcceptOfferCounter, prefix = "/fn", endpoint = "quotes/accept_counter")]
pub async fn accept_counter(quote: QuoteId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::AcceptCounter;
    let (kontor, actor) = request::begin()?;
    let command = AcceptCounter { quote, version };
    let accepted = Box::pin(kontor_service::quotes::accept_counter(&kontor, &actor, &command)).await;
    accepted.answer_about("counter")?;
    request::go(&format!("{}?done=sent", super::desk_path(&command.quote)));
    Ok(())
}
