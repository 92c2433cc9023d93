//! What the form that writes a machine down starts with.

use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::accounts::FoundCustomer;
use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditStart {
    /// Of this drawing: sent twice it writes one down.
    pub key: IdempotencyKey,
    /// The one that is changed; absent for a new one.
    pub machine: Option<Machine>,
    /// Whose it is, or will be.
    pub company: Option<(CompanyId, String)>,
    /// Id and name of the units that the customer has.
    pub units: Vec<(String, String)>,
    /// Customers that were searched for.
    pub found: Vec<FoundCustomer>,
}

/// What the address says; `q` looks for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskEdit {
    /// Empty for a new one.
    pub serial: String,
    pub company: String,
    pub q: String,
}

#[server(name = EditStartFn, prefix = "/fn", endpoint = "machines/edit_start", input = server_fn::codec::Json)]
pub async fn edit_start(asked: AskEdit) -> Result<EditStart, Refusal> {
    use crate::accounts::find_customers;
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    use kontor_service::{accounts, machines};
    let (kontor, actor) = request::begin()?;
    actor.require(Right::ManageCustomers).answer()?;
    let mut start = EditStart {
        key: IdempotencyKey::new(kontor.new_id()),
        machine: None,
        company: None,
        units: Vec::new(),
        found: Vec::new(),
    };
    if !asked.serial.is_empty() {
        let machine = machines::machine(&kontor, &actor, &asked.serial).await.answer()?.machine;
        start.company = Some((machine.company.clone(), machine.company_name.clone()));
        start.machine = Some(machine);
    } else if !asked.company.is_empty() {
        let id = CompanyId::new(asked.company.as_str());
        let company = accounts::company(&kontor, &actor, &id).await.answer()?.company;
        start.company = Some((company.id, company.name));
    } else {
        start.found = find_customers(&kontor, &actor, asked.q).await.answer()?;
    }
    if let Some((id, _)) = &start.company {
        let rules = accounts::company_rules(&kontor, &actor, Some(id)).await.answer()?.rules;
        start.units = rules.units.into_iter().map(|unit| (unit.id, unit.name)).collect();
    }
    Ok(start)
}
