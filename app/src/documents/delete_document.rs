//! A document goes, since its retention is over.

use kontor_domain::DocumentId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// On to the list: the job that does it may be quicker than the next page.
#[server(name = DeleteDocumentFn, prefix = "/fn", endpoint = "documents/delete_document")]
pub async fn delete_document(
    document: DocumentId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::DeleteDocument;
    let (kontor, actor) = request::begin()?;
    let command = DeleteDocument { document, version, reason };
    kontor_service::documents::delete_document(&kontor, &actor, &command)
        .await
        .answer_keeping(&[("reason", &command.reason)])?;
    request::go(&format!("{}?done=deleted", super::base(true)));
    Ok(())
}
