//! A new endpoint.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `scope` is `some` for the ticked `kinds`, anything else for all. The secret goes to the next page in a cookie, never in an
/// address.
#[server(prefix = "/fn", endpoint = "hooks/make_hook")]
pub async fn make_hook(
    key: IdempotencyKey,
    url: String,
    #[server(default)] description: String,
    #[server(default)] scope: String,
    #[server(default)] kinds: Vec<String>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::hooks;
    let (kontor, actor) = request::begin()?;
    let typed = kinds.join(" ");
    let kept =
        [("url", &*url), ("description", &*description), ("scope", &*scope), ("kinds", typed.as_str())];
    let command = hooks::MakeHook {
        key,
        url: url.clone(),
        description: description.clone(),
        kinds: super::chosen(&scope, &kinds),
    };
    let made = kontor_service::hooks::make_hook(&kontor, &actor, &command).await.answer_keeping(&kept)?;
    request::tell_once(&made.secret);
    request::go(&super::done(&actor, &made.id, "made"));
    Ok(())
}
