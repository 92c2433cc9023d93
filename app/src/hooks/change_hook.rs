//! Where an endpoint is, and what it is told.

use kontor_domain::HookId;
use leptos::prelude::*;

use super::HookForm;
use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "hooks/change_hook")]
pub async fn change_hook(id: HookId, version: i64, #[server(default)] form: HookForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::hooks;
    let (kontor, actor) = request::begin()?;
    let HookForm { url, description, .. } = form.clone();
    let command = hooks::ChangeHook { id, version, url, description, kinds: form.chosen() };
    let changed = kontor_service::hooks::change_hook(&kontor, &actor, &command).await;
    changed.answer_keeping(&form.typed(&form.kinds.join(" ")))?;
    request::go(&super::done(&actor, &command.id, "changed"));
    Ok(())
}
