//! A document has to stay.

use kontor_domain::DocumentId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = HoldDocumentFn, prefix = "/fn", endpoint = "documents/hold_document")]
pub async fn hold_document(
    document: DocumentId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::HoldDocument;
    let (kontor, actor) = request::begin()?;
    let command = HoldDocument { document, version, reason };
    kontor_service::documents::hold_document(&kontor, &actor, &command)
        .await
        .answer_keeping(&[("reason", &command.reason)])?;
    request::go_back(&[("done", "held")]);
    Ok(())
}
