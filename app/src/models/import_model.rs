//! A model's file is taken over.

use kontor_domain::ModelId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Answers the model's id. `version` is that of the model that was read; absent for a new one.
#[server(name = ImportModelFn, prefix = "/fn", endpoint = "models/import_model")]
pub async fn import_model(
    #[server(default)] file: String,
    #[server(default)] version: Option<i64>,
) -> Result<ModelId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::configurations::ImportModel { file, version };
    let id = kontor_service::models::import_model(&kontor, &actor, &command).await.answer()?.summary.id;
    request::go(&format!("/desk/models/{id}?done=saved"));
    Ok(id)
}
