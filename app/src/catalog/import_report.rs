//! What one import did, or would do.

use kontor_domain::ImportId;
use kontor_domain::catalog::ImportReport;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = ShowImport, prefix = "/fn", endpoint = "catalog/import_report")]
pub async fn import_report(id: ImportId) -> Result<ImportReport, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::catalog::import_report(&kontor, &actor, &id).await.answer()
}
