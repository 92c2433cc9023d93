//! One document.

use kontor_domain::documents::{ChainEntry, Document};
use kontor_domain::{Date, DocumentId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A document with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFound {
    pub document: Document,
    /// For the desk: what the chain says of it, newest first.
    pub entries: Vec<ChainEntry>,
    /// For the forms of this drawing: sent twice, each is done once.
    pub key: IdempotencyKey,
    /// The link that was made just now; told this once.
    pub link: Option<String>,
    pub today: Date,
}

#[server(name = DocumentFn, prefix = "/fn", endpoint = "documents/document")]
pub async fn document(id: DocumentId) -> Result<DocumentFound, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::documents;
    let (kontor, actor) = request::begin()?;
    let document = documents::document(&kontor, &actor, &id).await.answer()?;
    let entries = match actor.company() {
        Some(_) => Vec::new(),
        None => documents::document_entries(&kontor, &actor, &id).await.answer()?,
    };
    let (key, today) = (IdempotencyKey::new(kontor.new_id()), kontor.clock.local().date());
    Ok(DocumentFound { document, entries, key, link: request::told_once(), today })
}
