//! One customer, for the desk.

use kontor_domain::accounts::{CompanyView, Credit};
use kontor_domain::documents::DocumentSummary;
use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, IdempotencyKey, Localized};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCompany {
    pub view: CompanyView,
    pub credit: Credit,
    /// The newest that are filed for it; none for who does not see orders.
    pub documents: Vec<DocumentSummary>,
    /// The first of its machines; none for who does not see orders.
    #[serde(default)]
    pub machines: Vec<Machine>,
    /// Code and name of the services that bring goods.
    #[serde(default)]
    pub services: Vec<(String, Localized)>,
    /// For the next invitation, so that a second click invites nobody twice.
    pub key: IdempotencyKey,
}

#[server(prefix = "/fn", endpoint = "accounts/company")]
pub async fn company(id: CompanyId) -> Result<DeskCompany, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    use kontor_domain::documents::DocumentFilter;
    use kontor_domain::machines::MachineFilter;
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::accounts::company(&kontor, &actor, &id).await.answer()?;
    let credit = kontor_service::accounts::company_credit(&kontor, &actor, &id).await.answer()?;
    let filter = DocumentFilter { company: Some(id.clone()), ..DocumentFilter::default() };
    let documents = match actor.has(Right::SeeOrders) {
        true => kontor_service::documents::documents(&kontor, &actor, &filter).await.answer()?.items,
        false => Vec::new(),
    };
    let filter = MachineFilter { company: Some(id), ..MachineFilter::default() };
    let machines = match actor.has(Right::SeeOrders) {
        true => kontor_service::machines::machines(&kontor, &actor, &filter).await.answer()?.items,
        false => Vec::new(),
    };
    let services = crate::delivery::services(&kontor).await.answer()?;
    let key = IdempotencyKey(kontor.new_id());
    Ok(DeskCompany { view, credit, documents, machines, services, key })
}
