//! A new endpoint.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use super::HookForm;
use crate::wire::Refusal;

/// The secret goes to the next page in a cookie, never in an address.
#[server(prefix = "/fn", endpoint = "hooks/make_hook")]
pub async fn make_hook(key: IdempotencyKey, #[server(default)] form: HookForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::hooks;
    let (kontor, actor) = request::begin()?;
    let HookForm { url, description, .. } = form.clone();
    let command = hooks::MakeHook { key, url, description, kinds: form.chosen() };
    let made = kontor_service::hooks::make_hook(&kontor, &actor, &command)
        .await
        .answer_keeping(&form.typed(&form.kinds.join(" ")))?;
    request::tell_once(&made.secret);
    request::go(&super::done(&actor, &made.id, "made"));
    Ok(())
}
