//! The customer takes a price request back.

use kontor_domain::PriceRequestId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "pricing/withdraw_price")]
pub async fn withdraw_price(id: PriceRequestId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::pricing;
    let (kontor, actor) = request::begin()?;
    let command = pricing::WithdrawPrice { id, version };
    kontor_service::pricing::withdraw_price(&kontor, &actor, &command).await.answer_form("withdraw", &[])?;
    request::go("/price-requests");
    Ok(())
}
