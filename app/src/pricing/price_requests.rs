//! Price requests, and one of them.

use kontor_domain::pricing::{PriceRequest, RequestFilter};
use kontor_domain::{PriceRequestId, page};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = PriceRequests, prefix = "/fn", endpoint = "pricing/price_requests", input = Json)]
pub async fn price_requests(filter: RequestFilter) -> Result<page::Page<PriceRequest>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::pricing::price_requests(&kontor, &actor, &filter).await.answer()
}

#[server(name = OnePriceRequest, prefix = "/fn", endpoint = "pricing/price_request")]
pub async fn price_request(id: PriceRequestId) -> Result<PriceRequest, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::pricing::price_request(&kontor, &actor, &id).await.answer()
}
