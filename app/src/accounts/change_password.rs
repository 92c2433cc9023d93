//! Changing the own password; all other devices are signed out.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/change_password")]
pub async fn change_password(old: String, new: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::accounts::ChangePassword { old, new };
    let current = request::session_secret();
    let signed_in =
        kontor_service::accounts::change_password(&kontor, &actor, &command, &current).await.answer()?;
    request::start_session(&signed_in.secret);
    request::go("/account?done=password");
    Ok(())
}
