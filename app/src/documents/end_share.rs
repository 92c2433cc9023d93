//! A link stops at once.

use kontor_domain::DocumentId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "documents/end_share")]
pub async fn end_share(document: DocumentId, share: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::documents::end_share(&kontor, &actor, &document, &share).await.answer()?;
    request::go_back(&[("done", "ended")]);
    Ok(())
}
