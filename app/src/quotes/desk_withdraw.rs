//! The desk takes an offer back.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = WithdrawOffer, prefix = "/fn", endpoint = "quotes/desk_withdraw")]
pub async fn withdraw_offer(
    quote: QuoteId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    use kontor_domain::quotes::WithdrawQuote;
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer_about("withdraw")?;
    let command = WithdrawQuote { quote, version, reason };
    let withdrawn = kontor_service::quotes::withdraw_quote(&kontor, &actor, &command).await;
    withdrawn.answer_form("withdraw", &[("reason", &command.reason)])?;
    request::go(&format!("{}?done=withdrawn", super::desk_path(&command.quote)));
    Ok(())
}
