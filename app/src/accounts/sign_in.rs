//! Signing in: a plain form, since afterwards every page is another one.

use leptos::prelude::*;

use crate::wire::Refusal;

/// Leads to `next` (only our own pages), or to the desk for the dealer's people.
#[server(prefix = "/fn", endpoint = "accounts/sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin()?;
    let command = kontor_domain::accounts::SignIn {
        email: email.clone(),
        password,
        address: request::client_address(),
    };
    let signed_in =
        kontor_service::accounts::sign_in(&kontor, &command).await.answer_keeping(&[("email", &email)])?;
    request::start_session(&signed_in.secret);
    request::go(match next.as_str() {
        "" if signed_in.actor.is_dealer() => "/desk",
        next => next,
    });
    Ok(())
}
