//! The keys of a company, or of the dealer's own systems.

use kontor_domain::accounts::{Actor, KeyView, Right};
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
pub async fn keys(
    kontor: &Kontor,
    actor: &Actor,
    company: Option<&CompanyId>,
) -> Result<Vec<KeyView>, Error> {
    authorise(actor, company)?;
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
    Ok(rows
        .into_iter()
        .map(|r| KeyView {
            id: r.id,
            name: r.name,
            company: (!r.company.is_empty()).then_some(CompanyId(r.company)),
            rights: r.rights.iter().filter_map(|code| Right::parse(code)).collect(),
            created: kontor.clock.local_of(&r.created),
        })
        .collect())
}
