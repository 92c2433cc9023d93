//! Gives a configuration another name.

use kontor_domain::ConfigurationId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/rename_configuration")]
pub async fn rename_configuration(
    id: ConfigurationId,
    name: String,
    #[server(default)] desk: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let renamed = kontor_service::configurations::rename_configuration(&kontor, &actor, &id, &name).await;
    renamed.answer_form("name", &[("name", &name)])?;
    request::go(&format!("{}?done=renamed", super::path_of(desk == "1", &id)));
    Ok(())
}
