//! One list with live prices and dates.

use kontor_domain::lists::ListView;
use kontor_domain::{IdempotencyKey, ListId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What a list's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListShown {
    pub list: ListView,
    /// For putting it into the cart, or for a copy: sent twice it happens once.
    pub key: IdempotencyKey,
}

#[server(name = AskList, prefix = "/fn", endpoint = "lists/list")]
pub async fn list(id: ListId) -> Result<ListShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let list = kontor_service::lists::list(&kontor, &actor, &id).await.answer()?;
    Ok(ListShown { list, key: IdempotencyKey::new(kontor.new_id()) })
}
