//! A draft that nobody wants goes.

use kontor_domain::FormId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = DiscardFormFn, prefix = "/fn", endpoint = "forms/discard_form")]
pub async fn discard_form(form: FormId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::forms::DiscardForm;
    let (kontor, actor) = request::begin()?;
    let desk = actor.company().is_none();
    let command = DiscardForm { form, version };
    kontor_service::forms::discard_form(&kontor, &actor, &command).await.answer()?;
    request::go(&format!("{}?done=discarded", super::base(desk)));
    Ok(())
}
