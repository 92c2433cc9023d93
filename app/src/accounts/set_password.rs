//! Setting the password by the link of an invitation or a reset; signs in.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/set_password")]
pub async fn set_password(token: String, password: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin()?;
    let command = kontor_domain::accounts::SetPassword { token, password };
    let signed_in = kontor_service::accounts::set_password(&kontor, &command).await.answer()?;
    request::start_session(&signed_in.secret);
    request::go(if signed_in.actor.is_dealer() { "/desk" } else { "/" });
    Ok(())
}
