//! Takes over what was only checked, from the file that is still here.

use kontor_domain::{IdempotencyKey, ImportId};
use leptos::prelude::*;

use crate::wire::Refusal;

/// Answers the new import.
#[server(prefix = "/fn", endpoint = "catalog/import_now")]
pub async fn import_now(
    key: IdempotencyKey,
    import: ImportId,
    #[server(default)] mode: String,
) -> Result<ImportId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::catalog::ImportMode;
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let mode = ImportMode::parse(&mode).ok_or_else(|| Error::invalid("mode", Problem::NotACode)).answer()?;
    let new = kontor_service::catalog::import_now(&kontor, &actor, &import, mode, &key).await.answer()?;
    request::go(&format!("/desk/imports/{new}"));
    Ok(new)
}
