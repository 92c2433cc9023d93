//! Which method is offered first, and who may use it.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `change` is `standard`, `everyone` or `admins`.
#[server(prefix = "/fn", endpoint = "payments/change_method")]
pub async fn change_method(method: String, change: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (standard, everyone) = match change.as_str() {
        "standard" => (Some(true), None),
        "everyone" => (None, Some(true)),
        "admins" => (None, Some(false)),
        _ => (None, None),
    };
    kontor_service::payments::change_method(&kontor, &actor, &method, standard, everyone).await.answer()?;
    request::go("/account?done=method_changed#payment");
    Ok(())
}
