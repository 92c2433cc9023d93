//! The search behind the search page.

use kontor_domain::Localized;
use kontor_domain::catalog::{SearchAnswer, SearchQuery};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// The answer, and the name of the group that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub answer: SearchAnswer,
    pub category: Option<Localized>,
}

#[server(prefix = "/fn", endpoint = "catalog/search", input = Json)]
pub async fn search(query: SearchQuery) -> Result<Found, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let answer = kontor_service::catalog::search(&kontor, &actor, &query).await.answer()?;
    let tree = kontor.categories().await.answer()?;
    let category = query.category.and_then(|id| tree.iter().find(|c| c.id == id).map(|c| c.name.clone()));
    Ok(Found { answer, category })
}
