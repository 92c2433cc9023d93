//! What the form for a new document begins with.

use kontor_domain::{CompanyId, Date, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// What the address says; `q` looks for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskStart {
    pub company: String,
    pub q: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentStart {
    /// Of this drawing: sent twice it brings in one.
    pub key: IdempotencyKey,
    pub today: Date,
    /// The desk: the customer that the address names.
    pub company: Option<(CompanyId, String)>,
    /// Customers that were searched for: id, name, number.
    pub found: Vec<(CompanyId, String, String)>,
    /// Units of the company: id and name.
    pub units: Vec<(String, String)>,
}

#[server(name = DocumentStartFn, prefix = "/fn", endpoint = "documents/start", input = Json)]
pub async fn document_start(asked: AskStart) -> Result<DocumentStart, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{CompanyFilter, CompanyState, Right};
    use kontor_service::accounts;
    let (kontor, actor) = request::begin()?;
    let customer = actor.company().is_some();
    actor.require(if customer { Right::Order } else { Right::ManageCustomers }).answer()?;
    let mut start = DocumentStart {
        key: IdempotencyKey::new(kontor.new_id()),
        today: kontor.clock.local().date(),
        company: None,
        found: Vec::new(),
        units: Vec::new(),
    };
    let own = actor.company().filter(|_| actor.has(Right::ManageCompany));
    let named =
        Some(CompanyId::new(asked.company.as_str())).filter(|_| !customer && !asked.company.is_empty());
    if let Some(company) = own.or(named.as_ref()) {
        let view = accounts::company_rules(&kontor, &actor, Some(company)).await.answer()?;
        start.units = view.rules.units.into_iter().map(|unit| (unit.id, unit.name)).collect();
        start.company = (!customer).then_some((view.company, view.company_name));
    } else if customer {
        return Ok(start);
    } else if !asked.q.trim().is_empty() {
        let state = Some(CompanyState::Active);
        let filter = CompanyFilter { q: asked.q, state, ..CompanyFilter::default() };
        let found = accounts::companies(&kontor, &actor, &filter).await.answer()?;
        start.found = found.items.into_iter().map(|c| (c.id, c.name, c.number)).collect();
    }
    Ok(start)
}
