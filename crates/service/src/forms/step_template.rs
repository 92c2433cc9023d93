//! A template goes on in its life. What was released stays readable for ever.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::{StepTemplate, TemplateState, TemplateStep, TemplateView};
use kontor_domain::{Error, FieldError, Problem};

use super::template;
use super::template_rows::{Shown, TemplateData, changeable, keep_release, subject, write};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::Administer`]; [`Error::NotFound`]; [`Error::Invalid`] with everything
/// that stands in the way of a release, by the code it stands at (`template` for the whole); [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`], [`Problem::NothingToRelease`] or [`Problem::AlreadyDone`].
pub async fn step_template(
    kontor: &Kontor,
    actor: &Actor,
    command: &StepTemplate,
) -> Result<TemplateView, Error> {
    let row = changeable(kontor, actor, &command.template, command.seen).await?;
    let (mut data, released) = (row.data.0.clone(), row.released().unwrap_or_default());
    let mut change = Change::new(kontor, actor);
    let (state, number, happened) = match command.step {
        TemplateStep::Release => {
            let draft = data.draft.take().ok_or(Error::conflict(Problem::NothingToRelease))?;
            let faults = draft.faults();
            if !faults.is_empty() {
                let field = |at: String| if at.is_empty() { "template".to_owned() } else { at };
                let fields =
                    faults.into_iter().map(|f| FieldError { field: field(f.at), problem: f.problem });
                return Err(Error::Invalid { fields: fields.collect() });
            }
            let (name, version) = (draft.name.clone(), draft.version);
            data = TemplateData { shown: Shown::from(&draft), draft: None };
            keep_release(&mut change, draft);
            (TemplateState::Released, version, Happened::TemplateReleased { name, version })
        }
        TemplateStep::Retire | TemplateStep::Revive => {
            let retired = command.step == TemplateStep::Retire;
            let from = if retired { TemplateState::Released } else { TemplateState::Retired };
            if row.state() != from {
                return Err(Error::conflict(Problem::AlreadyDone));
            }
            let to = if retired { TemplateState::Retired } else { TemplateState::Released };
            (to, released, Happened::TemplateRetired { name: data.shown.name.clone(), retired })
        }
        TemplateStep::DropDraft => {
            // One that was never released has nothing else.
            if released == 0 || data.draft.take().is_none() {
                return Err(Error::conflict(Problem::AlreadyDone));
            }
            (row.state(), released, Happened::TemplateEdited { name: data.shown.name.clone() })
        }
    };
    write(&mut change, &row, state, number, data);
    change.event(&subject(&command.template), happened);
    or_changed(change.commit().await)?;
    template(kontor, actor, &command.template).await
}
