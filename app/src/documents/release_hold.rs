//! What a document was held for is over.

use kontor_domain::DocumentId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = ReleaseHoldFn, prefix = "/fn", endpoint = "documents/release_hold")]
pub async fn release_hold(document: DocumentId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::documents::ReleaseHold;
    let (kontor, actor) = request::begin()?;
    let command = ReleaseHold { document, version };
    kontor_service::documents::release_hold(&kontor, &actor, &command).await.answer()?;
    request::go_back(&[("done", "released")]);
    Ok(())
}
