//! One customer, for the desk.

use kontor_domain::accounts::{CompanyView, Credit};
use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCompany {
    pub view: CompanyView,
    pub credit: Credit,
    /// For the next invitation, so that a second click invites nobody twice.
    pub key: IdempotencyKey,
}

#[server(prefix = "/fn", endpoint = "accounts/company")]
pub async fn company(id: CompanyId) -> Result<DeskCompany, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::accounts::company(&kontor, &actor, &id).await.answer()?;
    let credit = kontor_service::accounts::company_credit(&kontor, &actor, &id).await.answer()?;
    Ok(DeskCompany { view, credit, key: IdempotencyKey(kontor.new_id()) })
}
