//! What beginning a form starts with.

use kontor_domain::forms::TemplateSummary;
use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::accounts::FoundCustomer;
use crate::wire::Refusal;

/// What the address named, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginStart {
    /// Of this drawing: sent twice it begins one.
    pub key: IdempotencyKey,
    pub templates: Vec<TemplateSummary>,
    /// The one that the address named, of these.
    pub template: Option<TemplateSummary>,
    pub machine: Option<Machine>,
    /// Code and title.
    pub case: Option<(String, String)>,
    /// Id and code of the case.
    pub order: Option<(String, String)>,
    /// The desk: whose it will be.
    pub company: Option<(CompanyId, String)>,
    /// Machines to choose from, where the template wants one and none is named.
    pub machines: Vec<Machine>,
    /// Customers that were searched for.
    pub found: Vec<FoundCustomer>,
    pub desk: bool,
}

/// What the address says; `q` looks for a customer, `find` for a machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskBegin {
    pub template: String,
    pub machine: String,
    pub case: String,
    pub order: String,
    pub company: String,
    pub q: String,
    pub find: String,
}

#[server(name = BeginStartFn, prefix = "/fn", endpoint = "forms/begin_start", input = server_fn::codec::Json)]
pub async fn begin_start(asked: AskBegin) -> Result<BeginStart, Refusal> {
    use crate::accounts::find_customers;
    use crate::request::{self, Answer as _};
    use kontor_domain::case::CaseCode;
    use kontor_domain::machines::MachineFilter;
    use kontor_domain::{Error, OrderId};
    use kontor_service::{accounts, cases, forms, machines, orders};
    let (kontor, actor) = request::begin()?;
    let desk = actor.company().is_none();
    actor.require(super::filled_by(&actor)).answer()?;
    let templates = super::forms::begun_with(forms::templates(&kontor, &actor).await.answer()?);
    let template = templates.iter().find(|t| t.id.as_str() == asked.template).cloned();
    let mut start = BeginStart {
        key: IdempotencyKey::new(kontor.new_id()),
        templates,
        template,
        machine: None,
        case: None,
        order: None,
        company: None,
        machines: Vec::new(),
        found: Vec::new(),
        desk,
    };
    if !asked.machine.is_empty() {
        let machine = machines::machine(&kontor, &actor, &asked.machine).await.answer()?.machine;
        start.company = Some((machine.company.clone(), machine.company_name.clone()));
        start.machine = Some(machine);
    }
    if !asked.case.is_empty() {
        let code = CaseCode::parse(&asked.case).ok_or(Error::NotFound).answer()?;
        let case = cases::case(&kontor, &actor, &code, None).await.answer()?;
        start.company = Some((case.company, case.company_name));
        start.case = Some((case.code.to_string(), case.title));
    }
    if !asked.order.is_empty() {
        let order = orders::order(&kontor, &actor, &OrderId::new(asked.order.as_str())).await.answer()?;
        start.company.get_or_insert((order.company, order.company_name));
        start.order = Some((order.id.to_string(), order.case.to_string()));
    }
    if desk && start.company.is_none() && !asked.company.is_empty() {
        let id = CompanyId::new(asked.company.as_str());
        let company = accounts::company(&kontor, &actor, &id).await.answer()?.company;
        start.company = Some((company.id, company.name));
    } else if desk && start.company.is_none() {
        start.found = find_customers(&kontor, &actor, asked.q).await.answer()?;
    }
    let wants = start.template.as_ref().is_some_and(|template| template.needs_machine);
    if wants && start.machine.is_none() && (!desk || start.company.is_some()) {
        let company = start.company.as_ref().filter(|_| desk).map(|(id, _)| id.clone());
        let filter = MachineFilter { company, text: asked.find, after: None };
        start.machines = machines::machines(&kontor, &actor, &filter).await.answer()?.items;
    }
    Ok(start)
}
