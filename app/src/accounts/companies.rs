//! The customers, for the desk.

use kontor_domain::accounts::{CompanyState, CompanySummary};
use kontor_domain::page;
use leptos::prelude::*;

use crate::wire::Refusal;

/// By name; `q` narrows to those in whose name, number, addresses or people every word of it occurs.
#[server(prefix = "/fn", endpoint = "accounts/companies")]
pub async fn companies(
    #[server(default)] state: Option<CompanyState>,
    #[server(default)] q: String,
    #[server(default)] after: Option<String>,
) -> Result<page::Page<CompanySummary>, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::CompanyFilter;
    let (kontor, actor) = request::begin()?;
    let filter = CompanyFilter { state, q, after };
    kontor_service::accounts::companies(&kontor, &actor, &filter).await.answer()
}
