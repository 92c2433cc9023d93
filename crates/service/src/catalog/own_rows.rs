//! The table `own_number`.

use std::collections::HashMap;

use kontor_domain::catalog::PartNumber;
use kontor_domain::{CompanyId, Error, PartKey};
use kontor_store::{RecordId, SurrealValue, Variables, rid};

use super::rows::records;
use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct OwnNumberRow {
    pub sort: String,
    pub number: String,
    pub part: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct NewOwnNumberRow {
    pub id: RecordId,
    pub company: String,
    pub sort: String,
    pub number: String,
    pub part: String,
}

/// The record of a number, which is normalised here.
pub(crate) fn id(company: &CompanyId, number: &str) -> RecordId {
    rid("own_number", format!("{company}|{}", PartNumber::normalized(number)))
}

/// The parts that a company means by these numbers, by normalised number; one round trip, by key.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn meant(
    kontor: &Kontor,
    company: &CompanyId,
    numbers: &[&str],
) -> Result<HashMap<String, OwnNumberRow>, Error> {
    let ids = records(numbers.iter().map(|number| id(company, number)));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", ids);
    let rows: Vec<OwnNumberRow> =
        kontor.store.rows("SELECT sort, number, part FROM $ids", vars).await.fault()?;
    Ok(rows.into_iter().map(|row| (row.sort.clone(), row)).collect())
}

/// The part that the company means by what was typed.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn meant_one(
    kontor: &Kontor,
    company: &CompanyId,
    number: &str,
) -> Result<Option<(PartKey, String)>, Error> {
    let found = meant(kontor, company, &[number]).await?;
    Ok(found.into_values().next().map(|row| (PartKey(row.part), row.number)))
}
