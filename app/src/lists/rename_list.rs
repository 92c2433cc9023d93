//! Gives a list another name or note.

use kontor_domain::ListId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "lists/rename_list")]
pub async fn rename_list(
    list: ListId,
    version: i64,
    name: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::lists;
    let (kontor, actor) = request::begin()?;
    let command = lists::RenameList { list, version, name, note };
    let typed = [("name", &*command.name), ("note", &*command.note)];
    kontor_service::lists::rename_list(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    let path = super::path_of(actor.company().is_none(), &command.list);
    request::go(&format!("{path}?done=saved"));
    Ok(())
}
