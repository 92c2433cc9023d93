//! What can be configured.

use kontor_domain::configurations::ModelSummary;
use kontor_domain::{IdempotencyKey, Localized, ModelId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[server(name = AskOfferedModels, prefix = "/fn", endpoint = "configurations/offered_models")]
pub async fn offered_models() -> Result<Vec<ModelSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::models::models(&kontor, &actor, false).await.answer()
}

/// A model before a configuration of it is begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelShown {
    /// Sent twice it begins once.
    pub key: IdempotencyKey,
    pub summary: ModelSummary,
    /// What there is to choose, with how many possibilities.
    pub groups: Vec<(Localized, u32)>,
}

#[server(name = AskOfferedModel, prefix = "/fn", endpoint = "configurations/offered_model")]
pub async fn offered_model(id: ModelId) -> Result<ModelShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let all = kontor_service::models::models(&kontor, &actor, false).await.answer()?;
    let summary = all.into_iter().find(|m| m.id == id).ok_or(kontor_domain::Error::NotFound).answer()?;
    let engine = kontor_service::models::newest(&kontor, &id).await.answer()?;
    let many = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let groups = engine.model().groups.iter().map(|g| (g.name.clone(), many(g.choices.len()))).collect();
    Ok(ModelShown { key: IdempotencyKey::new(kontor.new_id()), summary, groups })
}
