//! Why a customer pays what they pay.

use kontor_domain::pricing::{AskWhy, WhyPrice};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = WhyPriceFn, prefix = "/fn", endpoint = "pricing/why_price", input = Json)]
pub async fn why_price(asked: AskWhy) -> Result<WhyPrice, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::pricing::why_price(&kontor, &actor, &asked).await.answer()
}
