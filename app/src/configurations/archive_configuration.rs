//! Puts a configuration away, or brings it back.

use kontor_domain::ConfigurationId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "configurations/archive_configuration")]
pub async fn archive_configuration(
    id: ConfigurationId,
    /// `1` or `0`.
    archived: String,
    #[server(default)] desk: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let archived = archived == "1";
    let done = kontor_service::configurations::archive_configuration(&kontor, &actor, &id, archived).await;
    done.answer_about("archive")?;
    let said = if archived { "archived" } else { "restored" };
    request::go(&format!("{}?done={said}", super::path_of(desk == "1", &id)));
    Ok(())
}
