//! The list of forms.

use kontor_domain::CompanyId;
use kontor_domain::forms::{FormFilter, FormSummary, TemplateSummary};
use kontor_domain::page::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormsShown {
    pub page: Page<FormSummary>,
    /// What the reader may begin.
    pub templates: Vec<TemplateSummary>,
    /// The desk: the customer whose forms they are, by name.
    pub customer: Option<(CompanyId, String)>,
}

#[server(name = FormsFn, prefix = "/fn", endpoint = "forms/forms", input = server_fn::codec::Json)]
pub async fn forms(filter: FormFilter) -> Result<FormsShown, Refusal> {
    use crate::accounts::customer_of_list;
    use crate::request::{self, Answer as _};
    use kontor_service::forms;
    let (kontor, actor) = request::begin()?;
    let page = forms::forms(&kontor, &actor, &filter).await.answer()?;
    let templates = match actor.has(super::filled_by(&actor)) {
        true => begun_with(forms::templates(&kontor, &actor).await.answer()?),
        false => Vec::new(),
    };
    let customer = customer_of_list(&kontor, &actor, filter.company).await.answer()?;
    Ok(FormsShown { page, templates, customer })
}

/// Those with which something new is begun.
#[cfg(feature = "ssr")]
pub fn begun_with(templates: Vec<TemplateSummary>) -> Vec<TemplateSummary> {
    use kontor_domain::forms::TemplateState;
    let current = |t: &TemplateSummary| t.state == TemplateState::Released && t.released.is_some();
    templates.into_iter().filter(current).collect()
}
