//! What the form that files a document starts with.

use kontor_domain::case::CaseCode;
use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::accounts::FoundCustomer;
use crate::wire::Refusal;

/// What the address named, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadStart {
    /// Of this drawing: sent twice it files one.
    pub key: IdempotencyKey,
    /// The desk: whose it will be.
    pub company: Option<(CompanyId, String)>,
    pub case: Option<(CaseCode, String)>,
    /// Id and name of the units one may choose from.
    pub units: Vec<(String, String)>,
    /// Customers that were searched for.
    pub found: Vec<FoundCustomer>,
    /// One of the dealer's people.
    pub desk: bool,
}

/// What the address says; `q` looks for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskUpload {
    pub company: String,
    pub case: String,
    pub machine: String,
    pub q: String,
}

#[server(name = UploadStartFn, prefix = "/fn", endpoint = "documents/upload_start", input = server_fn::codec::Json)]
pub async fn upload_start(asked: AskUpload) -> Result<UploadStart, Refusal> {
    use crate::accounts::find_customers;
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    use kontor_service::{accounts, cases};
    let (kontor, actor) = request::begin()?;
    let desk = actor.company().is_none();
    actor.require(if desk { Right::ManageCustomers } else { Right::Order }).answer()?;
    let mut start = UploadStart {
        key: IdempotencyKey::new(kontor.new_id()),
        company: None,
        case: None,
        units: Vec::new(),
        found: Vec::new(),
        desk,
    };
    if !asked.case.is_empty() {
        let code = CaseCode::parse(&asked.case).ok_or(Error::NotFound).answer()?;
        let case = cases::case(&kontor, &actor, &code, None).await.answer()?;
        start.company = desk.then_some((case.company, case.company_name));
        start.case = Some((case.code, case.title));
    } else if desk && !asked.company.is_empty() {
        let id = CompanyId::new(asked.company.as_str());
        let company = accounts::company(&kontor, &actor, &id).await.answer()?.company;
        start.company = Some((company.id, company.name));
    } else if desk {
        start.found = find_customers(&kontor, &actor, asked.q).await.answer()?;
    }
    let whose = start.company.as_ref().map(|(id, _)| id.clone());
    if (desk && whose.is_some()) || actor.has(Right::ManageCompany) {
        let rules = accounts::company_rules(&kontor, &actor, whose.as_ref()).await.answer()?.rules;
        start.units = rules.units.into_iter().map(|unit| (unit.id, unit.name)).collect();
    }
    Ok(start)
}
