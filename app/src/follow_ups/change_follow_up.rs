//! A follow-up is done, put off or handed over.

use kontor_domain::FollowUpId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `step` is `done`, `move` (with `due`), `hand_over` (with `person`), or where to put it off to.
#[server(prefix = "/fn", endpoint = "follow_ups/change_follow_up")]
pub async fn change_follow_up(
    id: FollowUpId,
    version: i64,
    step: String,
    #[server(default)] due: String,
    #[server(default)] person: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::follow_ups::{ChangeFollowUp, FollowUpStep, Snooze};
    use kontor_domain::{Error, PersonId, Problem, format};
    let (kontor, actor) = request::begin()?;
    let read = || {
        let day = || format::parse_date(due.trim()).ok_or_else(|| Error::invalid("due", Problem::NotADate));
        Ok(match (step.as_str(), Snooze::parse(&step)) {
            (_, Some(to)) => FollowUpStep::Snooze { to },
            ("done", _) => FollowUpStep::Done,
            ("move", _) => FollowUpStep::Move { due: day()? },
            ("hand_over", _) => FollowUpStep::HandOver { person: PersonId::new(&person) },
            _ => return Err(Error::invalid("step", Problem::BadSyntax)),
        })
    };
    let about = id.to_string();
    let step = read().answer_about(&about)?;
    let command = ChangeFollowUp { id, version, step };
    kontor_service::follow_ups::change_follow_up(&kontor, &actor, &command).await.answer_about(&about)?;
    request::go_back(&[("done", "follow_up")]);
    Ok(())
}
