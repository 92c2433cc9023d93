//! Writes a batch of parts: what imports and the demo have in common.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::PartData;
use kontor_domain::{Error, PartKey};
use kontor_store::{SerdeWrapper, SurrealValue, Variables};

use super::rows::{PartRow, fingerprint, id, records};
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

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewRow {
    id: kontor_store::RecordId,
    replaced_by: String,
    fingerprint: String,
    data: SerdeWrapper<PartData>,
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
    let mut fresh = Vec::new();
    for part in parts {
        let key = part.key();
        let fingerprint = fingerprint(part)?;
        let replaced_by = part.replaced_by.as_ref().map(ToString::to_string).unwrap_or_default();
        match known.get(key.as_str()) {
            Some(same) if *same == fingerprint => {
                counts.unchanged += 1;
                continue;
            }
            Some(_) => {
                counts.changed += 1;
                change
                    .tx
                    .upsert(id(&key), PartRow { replaced_by, fingerprint, data: SerdeWrapper(part.clone()) });
            }
            None => {
                counts.new += 1;
                fresh.push(NewRow {
                    id: id(&key),
                    replaced_by,
                    fingerprint,
                    data: SerdeWrapper(part.clone()),
                });
            }
        }
        counts.touched.push(key);
    }
    if write && !counts.touched.is_empty() {
        change.tx.insert_all("part", fresh);
        change.job(Job::Index { parts: counts.touched.clone() });
        change.commit().await.fault()?;
    }
    Ok(counts)
}
