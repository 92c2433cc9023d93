//! The address at which the reader subscribes to their follow-ups.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

/// The address goes to the next page in a cookie: whoever knows it reads the calendar.
#[server(prefix = "/fn", endpoint = "follow_ups/make_calendar")]
pub async fn make_calendar(key: IdempotencyKey) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let address = kontor_service::follow_ups::make_calendar(&kontor, &actor, &key)
        .await
        .answer_about(super::calendar::ABOUT)?;
    request::tell_once(&address);
    request::go_back(&[("done", "calendar")]);
    Ok(())
}
