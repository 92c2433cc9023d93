//! Forgets a method.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "payments/remove_method")]
pub async fn remove_method(method: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::payments::remove_method(&kontor, &actor, &method).await.answer()?;
    request::go("/account?done=method_removed#payment");
    Ok(())
}
