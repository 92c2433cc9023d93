//! Earlier imports.

use kontor_domain::IdempotencyKey;
use kontor_domain::catalog::ImportSummary;
use kontor_domain::page::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskImports {
    pub page: Page<ImportSummary>,
    /// For the form beside the list: sent twice, the file is read once.
    pub key: IdempotencyKey,
}

#[server(prefix = "/fn", endpoint = "catalog/imports")]
pub async fn imports(#[server(default)] after: Option<String>) -> Result<DeskImports, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let page = kontor_service::catalog::imports(&kontor, &actor, after.as_deref()).await.answer()?;
    Ok(DeskImports { page, key: IdempotencyKey(kontor.new_id()) })
}
