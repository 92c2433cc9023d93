//! What the company has bought before.

use kontor_domain::lists::{BoughtFilter, BoughtView};
use kontor_domain::page;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = AskBought, prefix = "/fn", endpoint = "lists/bought", input = Json)]
pub async fn bought(filter: BoughtFilter) -> Result<page::Page<BoughtView>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::lists::bought(&kontor, &actor, &filter).await.answer()
}
