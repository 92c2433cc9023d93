//! One thing of a template is changed. Nothing is filled in with it before it is released.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::{EditTemplate, FormTemplate, TemplateView, edited};

use super::template;
use super::template_rows::{Shown, TemplateData, changeable, newest, subject, write};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// Editing a released one begins a new draft.
///
/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::Administer`]; [`Error::NotFound`]; [`Error::Invalid`] as [`edited`];
/// [`Error::Conflict`] when somebody changed it meanwhile.
pub async fn edit_template(
    kontor: &Kontor,
    actor: &Actor,
    command: &EditTemplate,
) -> Result<TemplateView, Error> {
    let row = changeable(kontor, actor, &command.template, command.seen).await?;
    let before = newest(kontor, &row).await?;
    let released = row.released().unwrap_or_default();
    let after = FormTemplate { version: released + 1, ..edited(&before, &command.edit)? };
    if row.data.0.draft.as_ref() == Some(&after) {
        return template(kontor, actor, &command.template).await;
    }
    let name = after.name.clone();
    let shown = if released > 0 { row.data.0.shown.clone() } else { Shown::from(&after) };
    let mut change = Change::new(kontor, actor);
    write(&mut change, &row, row.state(), released, TemplateData { shown, draft: Some(after) });
    change.event(&subject(&command.template), Happened::TemplateEdited { name });
    or_changed(change.commit().await)?;
    template(kontor, actor, &command.template).await
}
