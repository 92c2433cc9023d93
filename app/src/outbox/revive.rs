//! What was given up is tried again.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "outbox/revive")]
pub async fn revive(job: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::outbox::revive(&kontor, &actor, &job).await.answer_about(&job)?;
    request::go("/desk/outbox?done=revive");
    Ok(())
}

#[server(prefix = "/fn", endpoint = "outbox/revive_all")]
pub async fn revive_all() -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::outbox::revive_all(&kontor, &actor).await.answer()?;
    request::go("/desk/outbox?done=revive");
    Ok(())
}
