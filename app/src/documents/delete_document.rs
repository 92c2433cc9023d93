//! A document goes, since its retention is over.

use kontor_domain::DocumentId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "documents/delete_document")]
pub async fn delete_document(document: DocumentId, version: i64, reason: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::DeleteDocument;
    let (kontor, actor) = request::begin()?;
    let command = DeleteDocument { document, version, reason: reason.clone() };
    kontor_service::documents::delete_document(&kontor, &actor, &command)
        .await
        .answer_form("", &[("reason", &reason)])?;
    request::go_back(&[("done", "going")]);
    Ok(())
}
