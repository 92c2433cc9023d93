//! A key stops working.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/revoke_key")]
pub async fn revoke_key(id: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::accounts::revoke_key(&kontor, &actor, &id).await.answer_about(&id)?;
    request::go_back(&[("done", "revoked")]);
    Ok(())
}
