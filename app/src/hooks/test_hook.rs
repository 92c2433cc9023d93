//! A message to try an endpoint with.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "hooks/test_hook")]
pub async fn test_hook(id: HookId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::hooks::test_hook(&kontor, &actor, &id).await.answer_about("steps")?;
    request::go(&super::done(&actor, &id, "test"));
    Ok(())
}
