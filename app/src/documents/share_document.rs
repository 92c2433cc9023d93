//! A link for somebody outside.

use kontor_domain::{DocumentId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// The address goes to the next page in a cookie: whoever knows it opens the document.
#[server(prefix = "/fn", endpoint = "documents/share_document")]
pub async fn share_document(
    key: IdempotencyKey,
    document: DocumentId,
    days: String,
    opens: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::ShareDocument;
    let (kontor, actor) = request::begin()?;
    let typed = [("days", &*days), ("opens", &*opens)];
    // What is no number is none: the operation says what is wrong with it.
    let number = |text: &str| text.trim().parse().unwrap_or(0);
    let command = ShareDocument { key, document, days: number(&days), opens: number(&opens) };
    let link = kontor_service::documents::share_document(&kontor, &actor, &command)
        .await
        .answer_form(super::sharing::ABOUT, &typed)?;
    request::tell_once(&link);
    request::go_back(&[("done", "shared")]);
    Ok(())
}
