//! Earlier imports.

use kontor_domain::catalog::ImportSummary;
use kontor_domain::page;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "catalog/imports")]
pub async fn imports(#[server(default)] after: Option<String>) -> Result<page::Page<ImportSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::catalog::imports(&kontor, &actor, after.as_deref()).await.answer()
}
