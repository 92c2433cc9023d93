//! Brings a configuration to the newest version of its model.

use kontor_domain::ConfigurationId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/move_to_newest")]
pub async fn move_to_newest(
    id: ConfigurationId,
    version: u32,
    #[server(default)] desk: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let moved = kontor_service::configurations::move_to_newest(&kontor, &actor, &id, version).await;
    moved.answer_about("move")?;
    request::go(&format!("{}?done=moved", super::path_of(desk == "1", &id)));
    Ok(())
}
