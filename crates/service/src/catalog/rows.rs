//! The tables `part` and `category`.

use kontor_domain::catalog::{Category, PartData};
use kontor_domain::{Error, PartKey};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Value, Variables, rid};
use sha2::{Digest as _, Sha256};

use crate::Kontor;
use crate::fault::Fault as _;

/// A part's record to be made or, where there is one already, its new content.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct NewPartRow {
    id: RecordId,
    replaced_by: String,
    fingerprint: String,
    data: SerdeWrapper<PartData>,
}

impl NewPartRow {
    pub(super) fn of(part: PartData, fingerprint: String) -> Self {
        let replaced_by = part.replaced_by.as_ref().map(ToString::to_string).unwrap_or_default();
        Self { id: id(&part.key()), replaced_by, fingerprint, data: SerdeWrapper(part) }
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub struct CategoryRow {
    pub parent: String,
    pub position: i64,
    pub data: SerdeWrapper<Category>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct DataRow {
    pub data: SerdeWrapper<PartData>,
}

#[must_use]
pub fn id(part: &PartKey) -> RecordId {
    rid("part", part.to_string())
}

/// What tells whether a part changed: SHA-256 of its data as the store keeps it.
///
/// # Errors
/// [`Error::Internal`] when the part cannot be written as JSON, which cannot happen for a part that was parsed.
pub fn fingerprint(part: &PartData) -> Result<String, Error> {
    use std::fmt::Write as _;
    let json = serde_json::to_vec(part).map_err(|e| crate::fault::internal(&e))?;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(&json) {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

/// Parts by key, in no particular order; missing ones are left out.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn parts(kontor: &Kontor, keys: &[PartKey]) -> Result<Vec<PartData>, Error> {
    let mut vars = Variables::new();
    vars.insert("ids", records(keys.iter().map(id)));
    let rows: Vec<DataRow> = kontor.store.rows("SELECT data FROM $ids", vars).await.fault()?;
    Ok(rows.into_iter().map(|r| r.data.0).collect())
}

/// Record ids as a value to bind: `SELECT ... FROM $ids` reads records by key, without an index.
pub(crate) fn records(ids: impl Iterator<Item = RecordId>) -> Vec<Value> {
    ids.map(Value::RecordId).collect()
}

/// The category tree, sorted by path.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn categories(kontor: &Kontor) -> Result<Vec<Category>, Error> {
    let rows: Vec<CategoryRow> =
        kontor.store.rows("SELECT parent, position, data FROM category", Variables::new()).await.fault()?;
    let mut all: Vec<Category> = rows.into_iter().map(|r| r.data.0).collect();
    all.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
    Ok(all)
}
