//! Skips, pauses, resumes, ends or takes over a recurring order.

use kontor_domain::RecurringId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "recurring/step_recurring")]
pub async fn step_recurring(recurring: RecurringId, version: i64, step: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::recurring::{Step, StepRecurring};
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let parsed = Step::parse(&step).ok_or_else(|| Error::invalid("step", Problem::NotACode));
    let command = StepRecurring { step: parsed.answer_about("step")?, recurring, version };
    kontor_service::recurring::step_recurring(&kontor, &actor, &command).await.answer_about("step")?;
    request::go(&format!("{}?done={step}", super::path_of(false, &command.recurring)));
    Ok(())
}
