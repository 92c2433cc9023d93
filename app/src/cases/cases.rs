//! The cases somebody may see.

use kontor_domain::cases::{CaseFilter, CaseSummary};
use kontor_domain::page;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "cases/cases", input = Json)]
pub async fn cases(filter: CaseFilter) -> Result<page::Page<CaseSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::cases::cases(&kontor, &actor, &filter).await.answer()
}
