//! One endpoint with what was sent there.

use kontor_domain::hooks::{DeliveryFilter, HookLog};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// What the page of an endpoint shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLog {
    pub log: HookLog,
    /// The secret that was made just now; told this once.
    pub secret: Option<String>,
}

#[server(name = HookLogFn, prefix = "/fn", endpoint = "hooks/hook_log", input = Json)]
pub async fn hook_log(filter: DeliveryFilter) -> Result<FoundLog, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let log = kontor_service::hooks::hook_log(&kontor, &actor, &filter).await.answer()?;
    Ok(FoundLog { log, secret: request::told_once() })
}
