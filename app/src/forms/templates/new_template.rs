//! A template begins: empty, or as a copy of another one.

use kontor_domain::{IdempotencyKey, TemplateId};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = NewTemplateFn, prefix = "/fn", endpoint = "forms/new_template")]
pub async fn new_template(
    key: IdempotencyKey,
    #[server(default)] id: String,
    #[server(default)] de: String,
    #[server(default)] en: String,
    #[server(default)] copy_of: String,
) -> Result<TemplateId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Localized;
    use kontor_domain::forms::NewTemplate;
    let (kontor, actor) = request::begin()?;
    let typed =
        [("id", id.as_str()), ("de", de.as_str()), ("en", en.as_str()), ("copy_of", copy_of.as_str())];
    let command = NewTemplate {
        key,
        id: TemplateId::new(id.trim()),
        name: Localized::new(de.trim(), en.trim()),
        copy_of: (!copy_of.is_empty()).then(|| TemplateId::new(copy_of.as_str())),
    };
    let made = kontor_service::forms::new_template(&kontor, &actor, &command).await;
    let id = made.map_err(super::edit_form::named).answer_keeping(&typed)?.template.id;
    request::go(&super::path_of(&id));
    Ok(id)
}
