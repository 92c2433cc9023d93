//! One configuration, with what its page needs.

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::ConfigurationView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = AskConfiguration, prefix = "/fn", endpoint = "configurations/configuration")]
pub async fn configuration(id: ConfigurationId) -> Result<ConfigurationView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::configurations::configuration(&kontor, &actor, &id).await.answer()
}
