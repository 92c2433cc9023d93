//! A new secret for an endpoint.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// The secret goes to the next page in a cookie, never in an address.
#[server(prefix = "/fn", endpoint = "hooks/rotate_hook")]
pub async fn rotate_hook(id: HookId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let made =
        kontor_service::hooks::rotate_hook(&kontor, &actor, &id, version).await.answer_about("rotate")?;
    request::tell_once(&made.secret);
    request::go(&super::done(&actor, &id, "rotated"));
    Ok(())
}
