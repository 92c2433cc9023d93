//! The due list, with the reader's own calendar below it.

use kontor_domain::follow_ups::{CalendarView, FollowUpFilter};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use super::follow_ups::FollowUpsFound;
use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueFound {
    pub found: FollowUpsFound,
    pub calendar: Option<CalendarView>,
    /// Where that calendar is, when it was made just now; told this once.
    pub address: Option<String>,
}

#[server(name = AskDue, prefix = "/fn", endpoint = "follow_ups/due", input = Json)]
pub async fn due(filter: FollowUpFilter) -> Result<DueFound, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::follow_ups;
    let (kontor, actor) = request::begin()?;
    let list = follow_ups::follow_ups(&kontor, &actor, &filter).await.answer()?;
    let calendar = follow_ups::my_calendar(&kontor, &actor).await.answer()?;
    let found = FollowUpsFound { list, key: kontor.new_id() };
    Ok(DueFound { found, calendar, address: request::told_once() })
}
