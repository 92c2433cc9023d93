//! A job is taken out undone.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "outbox/drop_job")]
pub async fn drop_job(job: String, #[server(default)] reason: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::outbox::drop_job(&kontor, &actor, &job, &reason).await.answer_about(&job)?;
    request::go("/desk/outbox?done=drop");
    Ok(())
}
