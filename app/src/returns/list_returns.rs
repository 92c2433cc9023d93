//! The list of returns.

use kontor_domain::page;
use kontor_domain::returns::{ReturnFilter, ReturnSummary};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = ListReturns, prefix = "/fn", endpoint = "returns/returns", input = Json)]
pub async fn returns(filter: ReturnFilter) -> Result<page::Page<ReturnSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::returns::returns(&kontor, &actor, &filter).await.answer()
}
