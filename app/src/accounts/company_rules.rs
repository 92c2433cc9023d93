//! The rules of a company for its own ordering.

use kontor_domain::accounts::RulesView;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Of the own company; for the dealer of the one named.
#[server(prefix = "/fn", endpoint = "accounts/company_rules")]
pub async fn company_rules(#[server(default)] company: String) -> Result<RulesView, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::CompanyId;
    let (kontor, actor) = request::begin()?;
    let company = Some(CompanyId::new(company)).filter(|c| !c.as_str().is_empty());
    kontor_service::accounts::company_rules(&kontor, &actor, company.as_ref()).await.answer()
}
