//! Follow-ups that are open.

use kontor_domain::follow_ups::{FollowUpFilter, FollowUpList};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// The list, and a key for the forms beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpsFound {
    pub list: FollowUpList,
    pub key: String,
}

#[server(prefix = "/fn", endpoint = "follow_ups/follow_ups", input = Json)]
pub async fn follow_ups(filter: FollowUpFilter) -> Result<FollowUpsFound, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let list = kontor_service::follow_ups::follow_ups(&kontor, &actor, &filter).await.answer()?;
    Ok(FollowUpsFound { list, key: kontor.new_id() })
}
