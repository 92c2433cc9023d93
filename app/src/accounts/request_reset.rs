//! Asking for a link to set a new password. The answer never tells whether the address is known.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/request_reset")]
pub async fn request_reset(email: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::accounts::request_reset(&kontor, &email, &request::client_address(), actor.language)
        .await
        .answer_keeping(&[("email", &email)])?;
    request::go("/forgot?sent=1");
    Ok(())
}
