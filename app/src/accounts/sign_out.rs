//! Signing out, here or on every device.

use leptos::prelude::*;

use crate::wire::Refusal;

/// What the browser keeps for forms without a network goes with the session (`public/forms-worker.js`); cookies of language and theme stay.
#[cfg(feature = "ssr")]
fn forget_device() {
    crate::request::set_header(http::HeaderName::from_static("clear-site-data"), "\"storage\"");
}

#[server(prefix = "/fn", endpoint = "accounts/sign_out")]
pub async fn sign_out() -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin()?;
    kontor_service::accounts::sign_out(&kontor, &request::session_secret()).await.answer()?;
    request::end_session();
    forget_device();
    request::go("/signed-out");
    Ok(())
}

#[server(prefix = "/fn", endpoint = "accounts/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::accounts::sign_out_everywhere(&kontor, &actor).await.answer()?;
    request::end_session();
    forget_device();
    request::go("/signed-out");
    Ok(())
}
