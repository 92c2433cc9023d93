//! One document.

use kontor_domain::documents::Document;
use kontor_domain::{Date, DocumentId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A document with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFound {
    pub view: Document,
    /// For the forms of this drawing: sent twice, each is done once.
    pub key: IdempotencyKey,
    pub today: Date,
    /// The address of a link that was made just now: told once.
    pub link: Option<String>,
}

#[server(name = AskDocument, prefix = "/fn", endpoint = "documents/document")]
pub async fn document(id: DocumentId) -> Result<DocumentFound, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::documents::document(&kontor, &actor, &id).await.answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    Ok(DocumentFound { view, key, today: kontor.clock.local().date(), link: request::told_once() })
}
