//! How many promises were kept.

use kontor_domain::orders::{KeptFilter, PromisesKept};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = PromisesKeptFn, prefix = "/fn", endpoint = "orders/promises_kept", input = server_fn::codec::Json)]
pub async fn promises_kept(filter: KeptFilter) -> Result<PromisesKept, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::orders::promises_kept(&kontor, &actor, &filter).await.answer()
}
