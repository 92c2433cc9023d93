//! Somebody outside opens a document with a link that they were given.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{DocumentId, Error, Language};
use kontor_store::{StoreError, Variables};

use super::open_document::OpenedDocument;
use super::rows;
use super::shares::{COLUMNS, ShareRow, record};
use crate::Kontor;
use crate::accounts::rows::is_secret;
use crate::change::Change;
use crate::fault::Fault as _;

/// Counts as opened when it begins. A link that is over, used up, ended or made up is not there: they all look the same.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Internal`] when the bytes are not there.
pub async fn open_share(kontor: &Kontor, secret: &str, language: Language) -> Result<OpenedDocument, Error> {
    if !is_secret(secret) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    vars.insert("id", record(secret));
    vars.insert("now", kontor.clock.stamp());
    let sql = format!("SELECT {COLUMNS} FROM $id WHERE expires > $now AND left > 0");
    let found: Vec<ShareRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let share = found.into_iter().next().ok_or(Error::NotFound)?;
    let id = DocumentId(share.document);
    let row = rows::by_id(kontor, &id).await?.ok_or(Error::NotFound)?;
    let versions = rows::versions(kontor, &id).await?;
    let version =
        versions.into_iter().find(|version| version.number == share.data.0.number).ok_or(Error::NotFound)?;
    let content = kontor.archive.blobs.read(&version.hash).await?;
    let nobody = Actor::anonymous(language);
    let mut change = Change::new(kontor, &nobody);
    let now = change.stamp();
    let now = change.tx.bind(now);
    let condition = format!("left > 0 AND expires > {now}");
    change.tx.guarded(record(secret), "left -= 1", &condition, "link");
    let title = row.data.0.head.title.clone();
    change.event(&row.subject(), Happened::DocumentShareOpened { title });
    match change.commit().await {
        // The last opening went to somebody who was quicker.
        Err(StoreError::Guard(_)) => Err(Error::NotFound),
        other => other.fault().map(|_| OpenedDocument { version, content }),
    }
}
