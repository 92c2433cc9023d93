//! A message is sent once more.

use kontor_domain::HookId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "hooks/resend")]
pub async fn resend(id: HookId, delivery: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::hooks::resend(&kontor, &actor, &id, &delivery).await.answer_about(&delivery)?;
    request::go_back(&[("done", "resent")]);
    Ok(())
}
