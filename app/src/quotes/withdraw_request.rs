//! A customer takes back what they asked for.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = WithdrawRequest, prefix = "/fn", endpoint = "quotes/withdraw_request")]
pub async fn withdraw_request(quote: QuoteId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::WithdrawQuote;
    let (kontor, actor) = request::begin()?;
    let command = WithdrawQuote { quote, version, reason: String::new() };
    kontor_service::quotes::withdraw_quote(&kontor, &actor, &command).await.answer()?;
    request::go(&format!("{}?done=withdrawn", super::path_of(&command.quote)));
    Ok(())
}
