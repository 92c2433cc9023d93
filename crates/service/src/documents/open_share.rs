//! Somebody outside opens a document with a link that they were given.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{Error, Language};
use kontor_store::StoreError;

use super::open_document::OpenedDocument;
use super::shares::{Good, good, record};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Counts as opened when it begins. `address` is where it is asked from.
///
/// # Errors
/// As [`good`]; [`Error::Internal`] when the bytes are not there.
pub async fn open_share(
    kontor: &Kontor,
    secret: &str,
    address: &str,
    language: Language,
) -> Result<OpenedDocument, Error> {
    let Good { row, version, .. } = good(kontor, secret, address).await?;
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
