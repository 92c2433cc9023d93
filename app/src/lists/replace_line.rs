//! Puts the successor of an obsolete part in its place.

use kontor_domain::{ListId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = ReplaceListLine, prefix = "/fn", endpoint = "lists/replace_line")]
pub async fn replace_line(list: ListId, part: PartKey) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let about = part.to_string();
    kontor_service::lists::replace_line(&kontor, &actor, &list, &part).await.answer_about(&about)?;
    request::go(&super::path_of(actor.company().is_none(), &list));
    Ok(())
}
