//! The configurations of the company; for the desk of a customer, or of all.

use kontor_domain::configurations::{ConfigurationFilter, ConfigurationSummary};
use kontor_domain::page::Page;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = AskConfigurations, prefix = "/fn", endpoint = "configurations/configurations", input = Json)]
pub async fn configurations(filter: ConfigurationFilter) -> Result<Page<ConfigurationSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::configurations::configurations(&kontor, &actor, &filter).await.answer()
}
