//! The endpoints of the own company, or of the dealer.

use kontor_domain::IdempotencyKey;
use kontor_domain::hooks::HooksView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page of the endpoints shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundHooks {
    pub view: HooksView,
    /// For the form: sent twice it makes one endpoint.
    pub key: IdempotencyKey,
}

#[server(prefix = "/fn", endpoint = "hooks/hooks")]
pub async fn list_hooks() -> Result<FoundHooks, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::hooks::hooks(&kontor, &actor).await.answer()?;
    Ok(FoundHooks { view, key: IdempotencyKey::new(kontor.new_id()) })
}
