//! The desk invites a person of a customer.

use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/invite_customer")]
pub async fn invite_customer(
    key: IdempotencyKey,
    company: CompanyId,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] roles: Vec<String>,
    #[server(default)] language: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Language;
    use kontor_domain::accounts::{Invite, Role};
    let (kontor, actor) = request::begin()?;
    let typed = [("name", &*name), ("email", &*email)];
    let command = Invite {
        key,
        company: Some(company),
        name: name.clone(),
        email: email.clone(),
        roles: roles.iter().filter_map(|r| Role::parse(r)).collect(),
        language: Language::from_tag(&language).unwrap_or_default(),
    };
    kontor_service::accounts::invite(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go_back(&[("done", "invite")]);
    Ok(())
}
