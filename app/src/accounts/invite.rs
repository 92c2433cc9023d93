//! Inviting a colleague.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `key` comes from the page, so that a second click invites nobody twice; `roles` are the ticked ones.
#[server(prefix = "/fn", endpoint = "accounts/invite")]
pub async fn invite(
    key: String,
    name: String,
    email: String,
    #[server(default)] roles: Vec<String>,
    #[server(default)] language: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{Invite, Role};
    let (kontor, actor) = request::begin()?;
    let typed = [("invite_name", name.clone()), ("invite_email", email.clone())];
    let command = Invite {
        key: kontor_domain::IdempotencyKey::new(key),
        company: actor.company().cloned(),
        name,
        email,
        roles: roles.iter().filter_map(|r| Role::parse(r)).collect(),
        language: kontor_domain::Language::from_tag(&language).unwrap_or(actor.language),
    };
    kontor_service::accounts::invite(&kontor, &actor, &command)
        .await
        .answer_keeping(&typed.each_ref().map(|(name, value)| (*name, value.as_str())))?;
    request::go("/account?done=invite");
    Ok(())
}
