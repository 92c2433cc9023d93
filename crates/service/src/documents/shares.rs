//! The table `document_share`: links for people outside.

use kontor_domain::documents::Share;
use kontor_domain::{DocumentId, Error};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::accounts::rows::fingerprint;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ShareRow {
    pub seq: String,
    pub document: String,
    pub expires: Datetime,
    pub left: i64,
    pub data: SerdeWrapper<Share>,
}

pub(super) const COLUMNS: &str = "seq, document, expires, left, data";

pub(super) fn record(secret: &str) -> RecordId {
    rid("document_share", fingerprint(secret))
}

/// The links of a document that are still good, oldest first.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn of(kontor: &Kontor, id: &DocumentId) -> Result<Vec<Share>, Error> {
    let mut vars = Variables::new();
    vars.insert("document", id.to_string());
    vars.insert("now", kontor.clock.stamp());
    let sql = format!(
        "SELECT {COLUMNS} FROM document_share WHERE document = $document AND expires > $now AND left > 0 \
         ORDER BY seq LIMIT 100"
    );
    let rows: Vec<ShareRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let left = |row: &ShareRow| u32::try_from(row.left).unwrap_or(0);
    Ok(rows.into_iter().map(|row| Share { left: left(&row), ..row.data.0 }).collect())
}
