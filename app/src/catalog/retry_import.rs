//! An import that failed is tried again.

use kontor_domain::ImportId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "catalog/retry_import")]
pub async fn retry_import(import: ImportId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::catalog::retry_import(&kontor, &actor, &import).await.answer()?;
    request::go(&format!("/desk/imports/{import}"));
    Ok(())
}
