//! Search as you type.

use kontor_domain::catalog::PartHit;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "catalog/suggest")]
pub async fn suggest(#[server(default)] q: String) -> Result<Vec<PartHit>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::catalog::suggest(&kontor, &actor, &q).await.answer()
}
