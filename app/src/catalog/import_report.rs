//! One import: how far it is, and what it did or would do.

use kontor_domain::catalog::ImportView;
use kontor_domain::{IdempotencyKey, ImportId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskImport {
    pub import: ImportView,
    /// For taking it over, so that a second click does so once.
    pub key: IdempotencyKey,
}

#[server(name = ShowImport, prefix = "/fn", endpoint = "catalog/import_report")]
pub async fn import_report(id: ImportId) -> Result<DeskImport, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let import = kontor_service::catalog::import_report(&kontor, &actor, &id).await.answer()?;
    Ok(DeskImport { import, key: IdempotencyKey(kontor.new_id()) })
}
