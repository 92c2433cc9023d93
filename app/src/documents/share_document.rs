//! A link for somebody outside.

use kontor_domain::{DocumentId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// The address goes to the next page in a cookie: whoever has it has the document.
#[server(name = ShareDocumentFn, prefix = "/fn", endpoint = "documents/share_document")]
pub async fn share_document(
    key: IdempotencyKey,
    document: DocumentId,
    #[server(default)] days: String,
    #[server(default)] opens: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::ShareDocument;
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let typed = [("days", &*days), ("opens", &*opens)];
    let number =
        |field, text: &str| text.trim().parse().map_err(|_| Error::invalid(field, Problem::NotANumber));
    let read = || -> Result<_, Error> {
        let (days, opens) = (number("days", &days)?, number("opens", &opens)?);
        Ok(ShareDocument { key, document, days, opens })
    };
    let command = read().answer_keeping(&typed)?;
    let link =
        kontor_service::documents::share_document(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::tell_once(&link);
    request::go_back(&[("done", "share")]);
    Ok(())
}
