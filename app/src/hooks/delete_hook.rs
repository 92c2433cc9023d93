//! An endpoint is taken away.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "hooks/delete_hook")]
pub async fn delete_hook(id: HookId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::hooks::delete_hook(&kontor, &actor, &id).await.answer_about("delete")?;
    request::go(&format!("{}?done=deleted", super::base(actor.company().is_none())));
    Ok(())
}
