//! Back from the page on which a method was stored.

use leptos::prelude::*;

use crate::wire::Refusal;

/// Reads what was stored and leads on to the account.
#[server(prefix = "/fn", endpoint = "payments/finish_method")]
pub async fn finish_method(session: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::payments::finish_method(&kontor, &actor, &session).await.answer()?;
    request::lead_on("/account?done=method#payment");
    Ok(())
}
