//! Begins a new configuration, in a case of its own, as one is now.

use kontor_domain::{ConfigurationId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/copy_configuration")]
pub async fn copy_configuration(
    key: IdempotencyKey,
    id: ConfigurationId,
    name: String,
    #[server(default)] desk: String,
) -> Result<ConfigurationId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let copied = kontor_service::configurations::copy_configuration(&kontor, &actor, &key, &id, &name).await;
    let copy = copied.answer_form("copy", &[("name", &name)])?;
    request::go(&format!("{}?done=copied", super::path_of(desk == "1", &copy)));
    Ok(copy)
}
