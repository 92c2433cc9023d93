//! A page of the archive.

use kontor_domain::documents::{DocumentFilter, DocumentSummary};
use kontor_domain::page::Page;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = AskDocuments, prefix = "/fn", endpoint = "documents/documents", input = Json)]
pub async fn documents(filter: DocumentFilter) -> Result<Page<DocumentSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::documents::documents(&kontor, &actor, &filter).await.answer()
}
