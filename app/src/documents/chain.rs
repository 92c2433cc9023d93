//! The chain of the archive.

use kontor_domain::documents::ChainEntry;
use kontor_domain::page::Page;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "documents/chain")]
pub async fn chain(#[server(default)] after: u64) -> Result<Page<ChainEntry>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::documents::chain(&kontor, &actor, after).await.answer()
}
