//! A signer is reminded.

use kontor_domain::FormId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = RemindSigner, prefix = "/fn", endpoint = "signatures/remind")]
pub async fn remind(form: FormId, element: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::SendReminder;
    let (kontor, actor) = request::begin()?;
    let command = SendReminder { form, element };
    kontor_service::signatures::remind(&kontor, &actor, &command).await.answer_about(&command.element)?;
    request::go(&format!("{}?done=reminded", super::form_page(&command.form, actor.company().is_none())));
    Ok(())
}
