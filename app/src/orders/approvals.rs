//! What waits for the reader's approval.

use kontor_domain::orders::ApprovalSummary;
use kontor_domain::page;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/approvals")]
pub async fn approvals(#[server(default)] after: String) -> Result<page::Page<ApprovalSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let after = Some(after.as_str()).filter(|a| !a.is_empty());
    kontor_service::orders::approvals(&kontor, &actor, after).await.answer()
}
