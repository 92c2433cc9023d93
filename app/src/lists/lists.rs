//! Every list the person may use, with a key for a new one.

use kontor_domain::{IdempotencyKey, lists};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What `/lists` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListsShown {
    pub lists: lists::Lists,
    /// Made here once per form, so that sent twice it makes one list.
    pub key: IdempotencyKey,
}

#[server(name = AskLists, prefix = "/fn", endpoint = "lists/lists")]
pub async fn lists() -> Result<ListsShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let lists = kontor_service::lists::lists(&kontor, &actor).await.answer()?;
    Ok(ListsShown { lists, key: IdempotencyKey::new(kontor.new_id()) })
}
