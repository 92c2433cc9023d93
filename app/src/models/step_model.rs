//! A model is released, taken out of sale, or offered again.

use kontor_domain::ModelId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `step` is `release`, `withdraw` or `offer`.
#[server(name = StepModelFn, prefix = "/fn", endpoint = "models/step_model")]
pub async fn step_model(id: ModelId, version: i64, step: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::configurations::{ModelStep, StepModel};
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let parsed = ModelStep::parse(&step)
        .ok_or_else(|| Error::invalid("step", Problem::NotACode))
        .answer_form("step", &[])?;
    let command = StepModel { id, version, step: parsed };
    kontor_service::models::step_model(&kontor, &actor, &command).await.answer_form("step", &[])?;
    request::go(&format!("/desk/models/{}?done={step}", command.id));
    Ok(())
}
