//! The dealer's own lists, with what a new one needs.

use kontor_domain::lists::{Customer, ListSummary};
use kontor_domain::{IdempotencyKey, page};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What `/desk/lists` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskListsShown {
    pub lists: page::Page<ListSummary>,
    /// Whom a new list would be for.
    pub customer: Option<Customer>,
    pub key: IdempotencyKey,
}

#[server(name = AskDeskLists, prefix = "/fn", endpoint = "lists/desk_lists")]
pub async fn desk_lists(
    #[server(default)] after: Option<String>,
    #[server(default)] customer: Option<String>,
) -> Result<DeskListsShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::CompanyId;
    let (kontor, actor) = request::begin()?;
    let lists = kontor_service::lists::desk_lists(&kontor, &actor, after.as_deref()).await.answer()?;
    let customer = match customer.filter(|id| !id.is_empty()) {
        Some(id) => {
            let found = kontor_service::accounts::company(&kontor, &actor, &CompanyId(id)).await.answer()?;
            Some(Customer { id: found.company.id, name: found.company.name })
        }
        None => None,
    };
    Ok(DeskListsShown { lists, customer, key: IdempotencyKey::new(kontor.new_id()) })
}
