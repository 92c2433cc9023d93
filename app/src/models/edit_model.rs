//! One thing of a model is changed.

use leptos::prelude::*;

use super::edit_form::EditForm;
use crate::wire::Refusal;

#[server(name = EditModelFn, prefix = "/fn", endpoint = "models/edit_model")]
pub async fn edit_model(#[server(default)] form: EditForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (edit, typed) = (form.get("edit"), form.typed());
    let command = form.command().answer_form(edit, &typed)?;
    kontor_service::models::edit_model(&kontor, &actor, &command).await.answer_form(edit, &typed)?;
    request::go(&format!("/desk/models/{}?done=saved", command.id));
    Ok(())
}
