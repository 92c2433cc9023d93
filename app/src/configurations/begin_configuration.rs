//! Begins a configuration of a model.

use kontor_domain::{ConfigurationId, IdempotencyKey, ModelId};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/begin_configuration")]
pub async fn begin_configuration(
    key: IdempotencyKey,
    model: ModelId,
    #[server(default)] name: String,
) -> Result<ConfigurationId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::configurations::BeginConfiguration;
    let (kontor, actor) = request::begin()?;
    let typed = name.clone();
    let command = BeginConfiguration { key, company: None, model, name, picks: Vec::new(), machines: 1 };
    let begun = kontor_service::configurations::begin_configuration(&kontor, &actor, &command).await;
    let id = begun.answer_keeping(&[("name", &typed)])?;
    request::go(&format!("{}?done=begun", super::path_of(false, &id)));
    Ok(id)
}
