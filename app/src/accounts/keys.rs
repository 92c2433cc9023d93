//! The keys that programs use at the REST interface.

use kontor_domain::IdempotencyKey;
use kontor_domain::accounts::KeysView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page of the keys shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundKeys {
    pub view: KeysView,
    /// The secret of the key that was made just now; told this once.
    pub secret: Option<String>,
    /// For the form: sent twice it makes one key.
    pub key: IdempotencyKey,
}

/// Of the own company; for the dealer of the one named, or of his own systems.
#[server(prefix = "/fn", endpoint = "accounts/keys")]
pub async fn keys(#[server(default)] company: String) -> Result<FoundKeys, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let company = whose(&actor, company);
    let view = kontor_service::accounts::keys(&kontor, &actor, company.as_ref()).await.answer()?;
    Ok(FoundKeys { view, secret: request::told_once(), key: IdempotencyKey::new(kontor.new_id()) })
}

/// Customers mean themselves.
#[cfg(feature = "ssr")]
pub(super) fn whose(
    actor: &kontor_domain::accounts::Actor,
    named: String,
) -> Option<kontor_domain::CompanyId> {
    let named = (!named.is_empty()).then(|| kontor_domain::CompanyId::new(named));
    named.or_else(|| actor.company().cloned())
}
