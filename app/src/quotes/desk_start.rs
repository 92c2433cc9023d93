//! From what the desk begins an offer: a customer, a case or a configuration.

use kontor_domain::case::CaseCode;
use kontor_domain::{CompanyId, ConfigurationId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::accounts::FoundCustomer;
use crate::wire::Refusal;

/// What the address named, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferStart {
    /// Of this drawing: sent twice it begins one.
    pub key: IdempotencyKey,
    pub company: Option<(CompanyId, String)>,
    pub case: Option<(CaseCode, String)>,
    pub configuration: Option<(ConfigurationId, String)>,
    /// Customers that were searched for.
    pub found: Vec<FoundCustomer>,
}

/// What the address says; `q` looks for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskStart {
    pub company: String,
    pub case: String,
    pub configuration: String,
    pub q: String,
}

#[server(name = OfferStartFn, prefix = "/fn", endpoint = "quotes/offer_start", input = server_fn::codec::Json)]
pub async fn offer_start(asked: AskStart) -> Result<OfferStart, Refusal> {
    use crate::accounts::find_customers;
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    use kontor_service::{accounts, cases, configurations};
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    actor.require(Right::ManageQuotes).answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    let mut start = OfferStart { key, company: None, case: None, configuration: None, found: Vec::new() };
    if !asked.configuration.is_empty() {
        let id = ConfigurationId::new(asked.configuration.as_str());
        let head = configurations::configuration(&kontor, &actor, &id).await.answer()?.head;
        start.company = Some((head.company, head.company_name));
        start.case = Some((head.case, String::new()));
        start.configuration = Some((head.id, head.name));
    } else if !asked.case.is_empty() {
        let code = CaseCode::parse(&asked.case).ok_or(Error::NotFound).answer()?;
        let case = cases::case(&kontor, &actor, &code, None).await.answer()?;
        start.company = Some((case.company, case.company_name));
        start.case = Some((case.code, case.title));
    } else if !asked.company.is_empty() {
        let id = CompanyId::new(asked.company.as_str());
        let company = accounts::company(&kontor, &actor, &id).await.answer()?.company;
        start.company = Some((company.id, company.name));
    } else {
        start.found = find_customers(&kontor, &actor, asked.q).await.answer()?;
    }
    Ok(start)
}
