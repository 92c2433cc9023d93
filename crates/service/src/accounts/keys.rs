//! The keys of a company, or of the dealer's own systems.

use kontor_domain::accounts::{Actor, KeyView, KeysView, Right};
use kontor_domain::{CompanyId, Error};
use kontor_store::{Datetime, SurrealValue, Variables};

use super::make_key::authorise;
use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    id: String,
    name: String,
    company: String,
    rights: Vec<String>,
    created: Datetime,
}

/// Newest first. Secrets are not among it: they are not kept.
///
/// # Errors
/// As [`super::make_key()`].
pub async fn keys(kontor: &Kontor, actor: &Actor, company: Option<&CompanyId>) -> Result<KeysView, Error> {
    authorise(actor, company)?;
    let company_name = match company {
        Some(company) => super::rows::company(kontor, company).await?.name,
        None => String::new(),
    };
    let mut vars = Variables::new();
    vars.insert("company", company.map(ToString::to_string).unwrap_or_default());
    let mut rows: Vec<Row> = kontor
        .store
        .rows(
            "SELECT record::id(id) AS id, name, company, rights, created FROM api_key WHERE company = $company LIMIT 200",
            vars,
        )
        .await
        .fault()?;
    rows.sort_by_key(|r| std::cmp::Reverse(r.created));
    // The dealer's people have no customer's rights of their own, yet they set up customers.
    let giver = actor.company().is_none() && company.is_some();
    let rights = Right::for_keys(company.is_some()).iter().copied().filter(|r| giver || actor.has(*r));
    let keys = rows
        .into_iter()
        .map(|r| KeyView {
            id: r.id,
            name: r.name,
            company: (!r.company.is_empty()).then_some(CompanyId(r.company)),
            rights: r.rights.iter().filter_map(|code| Right::parse(code)).collect(),
            created: kontor.clock.local_of(&r.created),
        })
        .collect();
    Ok(KeysView { keys, rights: rights.collect(), company_name })
}
