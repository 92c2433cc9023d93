//! The own account.

use kontor_domain::IdempotencyKey;
use kontor_domain::accounts::AccountView;
use kontor_domain::payments::MethodsView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The account, and a key for the forms on its page: sent twice they happen once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    pub account: AccountView,
    pub key: IdempotencyKey,
    /// What the company pays with.
    pub methods: MethodsView,
}

#[server(prefix = "/fn", endpoint = "accounts/my_account")]
pub async fn my_account() -> Result<Mine, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let account = kontor_service::accounts::my_account(&kontor, &actor).await.answer()?;
    // Nothing for whoever does not order.
    let methods = kontor_service::payments::methods(&kontor, &actor).await.unwrap_or_default();
    Ok(Mine { account, key: IdempotencyKey::new(kontor.new_id()), methods })
}

/// A key for a form of somebody who is not signed in.
#[server(prefix = "/fn", endpoint = "accounts/form_key")]
pub async fn form_key() -> Result<IdempotencyKey, Refusal> {
    let (kontor, _) = crate::request::begin()?;
    Ok(IdempotencyKey::new(kontor.new_id()))
}
