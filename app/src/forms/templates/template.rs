//! Templates for the desk: all of them, and one with everything about it.

use kontor_domain::forms::{TemplateSummary, TemplateView};
use kontor_domain::{Date, IdempotencyKey, TemplateId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// All of them, for the page with the form for a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatesShown {
    pub templates: Vec<TemplateSummary>,
    /// Of this drawing: sent twice it makes one.
    pub key: IdempotencyKey,
}

#[server(name = TemplatesFn, prefix = "/fn", endpoint = "forms/templates")]
pub async fn templates() -> Result<TemplatesShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    actor.require(Right::Desk).answer()?;
    let templates = kontor_service::forms::templates(&kontor, &actor).await.answer()?;
    Ok(TemplatesShown { templates, key: IdempotencyKey::new(kontor.new_id()) })
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateShown {
    pub view: TemplateView,
    /// For what the preview reckons by it.
    pub today: Date,
}

#[server(name = TemplateFn, prefix = "/fn", endpoint = "forms/template")]
pub async fn template(id: TemplateId) -> Result<TemplateShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::forms::template(&kontor, &actor, &id).await.answer()?;
    Ok(TemplateShown { view, today: kontor.clock.local().date() })
}
