//! The table `document_share`: links for people outside.

use jiff::SignedDuration;
use kontor_domain::documents::{DocumentVersion, Share};
use kontor_domain::{DocumentId, Error};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use super::rows::{self, DocumentRow};
use crate::Kontor;
use crate::accounts::rows::{fingerprint, is_secret};
use crate::fault::Fault as _;

/// As with signing in.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const PER_ADDRESS: u32 = 50;

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

/// A link that leads somewhere.
pub(super) struct Good {
    pub share: ShareRow,
    pub row: DocumentRow,
    pub version: DocumentVersion,
}

/// A link that is over, used up, ended or made up is not there: they all look the same. `address` is where it is asked from: nobody
/// tries many.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::RateLimited`] after 50 questions of one network address within 15 minutes.
pub(super) async fn good(kontor: &Kontor, secret: &str, address: &str) -> Result<Good, Error> {
    kontor.limits.attempt(kontor.clock.now(), format!("share_from|{address}"), PER_ADDRESS, WINDOW)?;
    if !is_secret(secret) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    vars.insert("id", record(secret));
    vars.insert("now", kontor.clock.stamp());
    let sql = format!("SELECT {COLUMNS} FROM $id WHERE expires > $now AND left > 0");
    let found: Vec<ShareRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let share = found.into_iter().next().ok_or(Error::NotFound)?;
    let row = rows::by_id(kontor, &DocumentId(share.document.clone())).await?.ok_or(Error::NotFound)?;
    let version = rows::version(kontor, &row, Some(share.data.0.number)).await?;
    Ok(Good { share, row, version })
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
