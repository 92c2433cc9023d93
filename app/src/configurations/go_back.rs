//! Takes up an earlier version again.

use kontor_domain::ConfigurationId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/go_back")]
pub async fn go_back(
    id: ConfigurationId,
    version: u32,
    to: u32,
    #[server(default)] desk: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let went = kontor_service::configurations::go_back(&kontor, &actor, &id, version, to).await;
    went.answer_about(&to.to_string())?;
    request::go(&format!("{}?done=back", super::path_of(desk == "1", &id)));
    Ok(())
}
