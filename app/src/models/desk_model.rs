//! Models for the desk: all of them, and one with everything about it.

use kontor_domain::ModelId;
use kontor_domain::configurations::{DeskModel, ModelSummary};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = DeskModels, prefix = "/fn", endpoint = "models/desk_models")]
pub async fn desk_models() -> Result<Vec<ModelSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::models::models(&kontor, &actor, true).await.answer()
}

#[server(name = DeskModelFn, prefix = "/fn", endpoint = "models/desk_model")]
pub async fn desk_model(id: ModelId) -> Result<DeskModel, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::models::desk_model(&kontor, &actor, &id).await.answer()
}
