//! One configuration, with what its page needs.

use kontor_domain::configurations::ConfigurationView;
use kontor_domain::{ConfigurationId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationShown {
    pub view: ConfigurationView,
    /// For a copy: sent twice it is made once.
    pub key: IdempotencyKey,
}

#[server(name = AskConfiguration, prefix = "/fn", endpoint = "configurations/configuration")]
pub async fn configuration(id: ConfigurationId) -> Result<ConfigurationShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::configurations::configuration(&kontor, &actor, &id).await.answer()?;
    Ok(ConfigurationShown { view, key: IdempotencyKey::new(kontor.new_id()) })
}
