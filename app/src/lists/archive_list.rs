//! Puts a list away, and brings it back.

use kontor_domain::ListId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `archived` is `1` to put it away, anything else to bring it back. Afterwards the lists offer to undo it.
#[server(prefix = "/fn", endpoint = "lists/archive_list")]
pub async fn archive_list(
    list: ListId,
    #[server(default)] archived: String,
    #[server(default)] name: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    let (kontor, actor) = request::begin()?;
    let away = archived == "1";
    kontor_service::lists::archive_list(&kontor, &actor, &list, away).await.answer()?;
    let base = super::base(actor.company().is_none());
    if away {
        request::go(&Query::default().with("archived", list.as_str()).with("name", &name).on(base));
    } else {
        request::go(&format!("{base}/{list}?done=restored"));
    }
    Ok(())
}
