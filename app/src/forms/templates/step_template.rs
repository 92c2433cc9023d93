//! A template is released, retired, taken up again, or its draft thrown away.

use kontor_domain::TemplateId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `step` is `release`, `retire`, `revive` or `drop_draft`.
#[server(name = StepTemplateFn, prefix = "/fn", endpoint = "forms/step_template")]
pub async fn step_template(template: TemplateId, seen: i64, step: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::forms::{StepTemplate, TemplateStep};
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let parsed = match step.as_str() {
        "release" => Ok(TemplateStep::Release),
        "retire" => Ok(TemplateStep::Retire),
        "revive" => Ok(TemplateStep::Revive),
        "drop_draft" => Ok(TemplateStep::DropDraft),
        _ => Err(Error::invalid("step", Problem::NotACode)),
    };
    let command = StepTemplate { template, seen, step: parsed.answer_form("step", &[])? };
    kontor_service::forms::step_template(&kontor, &actor, &command).await.answer_form("step", &[])?;
    request::go(&format!("{}?done={step}", super::path_of(&command.template)));
    Ok(())
}
