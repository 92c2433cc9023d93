//! Writes a batch of parts.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::PartData;
use kontor_domain::{Error, PartKey};
use kontor_store::{SurrealValue, Variables};

use super::rows::{NewPartRow, fingerprint, id, records};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;

/// What a batch did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartCounts {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Keys of the new and changed ones.
    pub touched: Vec<PartKey>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Known {
    id: String,
    fingerprint: String,
}

/// Writes up to 1,000 parts in one transaction; parts that are the same already are not touched. With `write` false only
/// counts.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn put_parts(
    kontor: &Kontor,
    actor: &Actor,
    parts: &[PartData],
    write: bool,
) -> Result<PartCounts, Error> {
    actor.require(Right::ManageCatalog)?;
    let mut vars = Variables::new();
    vars.insert("ids", records(parts.iter().map(|p| id(&p.key()))));
    let known: HashMap<String, String> = kontor
        .store
        .rows::<Known>("SELECT record::id(id) AS id, fingerprint FROM $ids", vars)
        .await
        .fault()?
        .into_iter()
        .map(|k| (k.id, k.fingerprint))
        .collect();
    let mut counts = PartCounts::default();
    let mut change = Change::new(kontor, actor);
    let mut rows = Vec::new();
    for part in parts {
        let key = part.key();
        let fingerprint = fingerprint(part)?;
        match known.get(key.as_str()) {
            Some(same) if *same == fingerprint => {
                counts.unchanged += 1;
                continue;
            }
            Some(_) => counts.changed += 1,
            None => counts.new += 1,
        }
        rows.push(NewPartRow::of(part.clone(), fingerprint));
        counts.touched.push(key);
    }
    if write && !counts.touched.is_empty() {
        let set = "replaced_by = $input.replaced_by, fingerprint = $input.fingerprint, data = $input.data";
        change.tx.insert_or_update("part", rows, set);
        change.job(Job::Index { parts: counts.touched.clone() });
        change.commit().await.fault()?;
    }
    Ok(counts)
}
