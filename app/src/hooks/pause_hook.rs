//! An endpoint rests, or goes on.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `paused` is `1` to let it rest, anything else to go on.
#[server(prefix = "/fn", endpoint = "hooks/pause_hook")]
pub async fn pause_hook(id: HookId, #[server(default)] paused: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::hooks;
    let (kontor, actor) = request::begin()?;
    let what = if paused == "1" {
        hooks::pause_hook(&kontor, &actor, &id).await.answer_about("steps")?;
        "paused"
    } else {
        hooks::resume_hook(&kontor, &actor, &id).await.answer_about("steps")?;
        "resumed"
    };
    request::go(&super::done(&actor, &id, what));
    Ok(())
}
