//! One thing of a template is changed.

use leptos::prelude::*;

use super::edit_form::EditForm;
use crate::wire::Refusal;

#[server(name = EditTemplateFn, prefix = "/fn", endpoint = "forms/edit_template")]
pub async fn edit_template(#[server(default)] form: EditForm) -> Result<(), Refusal> {
    use super::edit_form::named;
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (edit, typed) = (form.get("edit"), form.typed());
    let command = form.command(actor.language).answer_form(edit, &typed)?;
    let edited = kontor_service::forms::edit_template(&kontor, &actor, &command).await;
    edited.map_err(named).answer_form(edit, &typed)?;
    request::go(&format!("{}?done=saved", super::path_of(&command.template)));
    Ok(())
}
