//! What is in the outbox.

use kontor_domain::outbox::OutboxView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "outbox/jobs")]
pub async fn jobs() -> Result<OutboxView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::outbox::jobs(&kontor, &actor).await.answer()
}
