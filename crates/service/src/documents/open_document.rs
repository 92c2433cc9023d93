//! The bytes of a version, and that somebody has them.

use bytes::Bytes;
use futures::stream::BoxStream;
use kontor_domain::accounts::{Actor, Who};
use kontor_domain::documents::{DocumentVersion, Receipt};
use kontor_domain::events::Happened;
use kontor_domain::{DocumentId, Error};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables, rid};

use super::rows::{self, DocumentRow};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// A version that was opened.
pub struct OpenedDocument {
    pub version: DocumentVersion,
    /// Ends in an error when what is kept is not what was kept.
    pub content: BoxStream<'static, Result<Bytes, Error>>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ReceiptRow {
    seq: String,
    document: String,
    data: SerdeWrapper<Receipt>,
}

/// The latest version, or the one with this number. That somebody opened it is written down once per reader and version.
///
/// # Errors
/// [`Error::NotFound`], also for another company's and for versions that there are not; [`Error::Internal`] when the bytes are not there.
pub async fn open_document(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    number: Option<u32>,
) -> Result<OpenedDocument, Error> {
    let row = rows::seen(kontor, actor, id).await?.row;
    let version = rows::version(kontor, &row, number).await?;
    let content = kontor.archive.blobs.read(&version.hash).await?;
    write_down(kontor, actor, &row, version.number).await?;
    Ok(OpenedDocument { version, content })
}

/// Somebody has this version.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn write_down(
    kontor: &Kontor,
    actor: &Actor,
    row: &DocumentRow,
    number: u32,
) -> Result<(), Error> {
    let reader = match &actor.who {
        Who::Customer { person, .. } | Who::Dealer { person, .. } | Who::Acting { person, .. } => {
            person.as_str()
        }
        Who::Key { id, .. } => id.as_str(),
        // Kontor itself: it reads to check or to copy.
        Who::System | Who::Anonymous => return Ok(()),
    };
    let receipt = rid("document_receipt", format!("{}|{number}|{reader}", row.seq));
    let mut vars = Variables::new();
    vars.insert("id", receipt.clone());
    let before: Vec<String> = kontor.store.rows("SELECT VALUE document FROM $id", vars).await.fault()?;
    if !before.is_empty() {
        return Ok(());
    }
    let mut change = Change::new(kontor, actor);
    let data = Receipt { number, who: actor.name().to_owned(), at: kontor.clock.local() };
    change.tx.create(
        receipt,
        ReceiptRow { seq: kontor.new_id(), document: row.seq.clone(), data: SerdeWrapper(data) },
    );
    let title = row.data.0.head.title.clone();
    change.event(&row.subject(), Happened::DocumentOpened { title, number });
    match change.commit().await {
        // In two windows at once.
        Err(StoreError::Exists(_)) => Ok(()),
        other => other.fault().map(|_| ()),
    }
}
