//! The address of the reader's calendar stops working.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "follow_ups/revoke_calendar")]
pub async fn revoke_calendar() -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::follow_ups::revoke_calendar(&kontor, &actor)
        .await
        .answer_about(super::calendar::ABOUT)?;
    request::go_back(&[("done", "revoked")]);
    Ok(())
}
