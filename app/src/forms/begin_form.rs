//! Somebody begins a form.

use kontor_domain::{FormId, IdempotencyKey, TemplateId};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `machine`, `case`, `order` and `company` (for the desk) are what it is about, or empty.
#[server(name = BeginFormFn, prefix = "/fn", endpoint = "forms/begin_form")]
pub async fn begin_form(
    key: IdempotencyKey,
    template: TemplateId,
    #[server(default)] machine: String,
    #[server(default)] case: String,
    #[server(default)] order: String,
    #[server(default)] company: String,
) -> Result<FormId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::case::CaseCode;
    use kontor_domain::forms::BeginForm;
    use kontor_domain::{CompanyId, Error, OrderId};
    let (kontor, actor) = request::begin()?;
    let desk = actor.company().is_none();
    let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let code = match case.as_str() {
        "" => None,
        text => Some(CaseCode::parse(text).ok_or(Error::NotFound).answer()?),
    };
    let command = BeginForm {
        key,
        template,
        company: named(&company).map(CompanyId),
        machine: machine.clone(),
        case: code,
        order: named(&order).map(OrderId),
    };
    let begun = kontor_service::forms::begin_form(&kontor, &actor, &command).await;
    let id = begun.answer_keeping(&[("machine", &machine)])?.head.id;
    request::go(&super::path_of(&id, desk));
    Ok(id)
}
