//! Where an endpoint is, and what it is told.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `scope` and `kinds` as for a new one.
#[server(prefix = "/fn", endpoint = "hooks/change_hook")]
pub async fn change_hook(
    id: HookId,
    version: i64,
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
    let command = hooks::ChangeHook {
        id: id.clone(),
        version,
        url: url.clone(),
        description: description.clone(),
        kinds: super::chosen(&scope, &kinds),
    };
    kontor_service::hooks::change_hook(&kontor, &actor, &command).await.answer_keeping(&kept)?;
    request::go(&super::done(&actor, &id, "changed"));
    Ok(())
}
