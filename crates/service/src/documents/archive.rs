//! Keeps what Kontor made itself, as it left the house.

use bytes::Bytes;
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{DocumentKind, Media};
use kontor_domain::{CompanyId, Date, DocumentId, Error};
use kontor_store::{StoreError, SurrealValue, Variables, rid};

use super::bring_in::{Arrival, bring_in};
use super::pen::{Pen, settled};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, accounts};

/// What was made.
pub(crate) struct Made {
    /// What it was made of: kept once.
    pub source: String,
    /// The id it gets, where it had to be known before: it stands in the document itself.
    pub id: Option<DocumentId>,
    pub title: String,
    pub file: String,
    pub media: Media,
    pub kind: DocumentKind,
    pub company: CompanyId,
    pub case: Option<CaseCode>,
    /// Serial number of the machine it is about, or empty.
    pub machine: String,
    /// Unit of the company it belongs to, or empty.
    pub unit: String,
    pub dated: Date,
    pub bytes: Vec<u8>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct SourceRow {
    document: String,
}

/// Keeps it, unless what it was made of has a document already: then that one is answered, and what was made now is not looked at.
///
/// # Errors
/// [`Error::NotFound`] for an unknown company; [`Error::Conflict`] as [`settled`]; [`Error::Internal`] when the disk refuses.
pub(crate) async fn archive(kontor: &Kontor, made: Made) -> Result<DocumentId, Error> {
    if let Some(id) = by_source(kontor, &made.source).await? {
        return Ok(id);
    }
    let company = accounts::rows::company(kontor, &made.company).await?;
    let blobs = &kontor.archive.blobs;
    let mut staging = blobs.stage(&kontor.new_id()).await?;
    staging.write(Bytes::from(made.bytes)).await?;
    let blob = blobs.keep(staging).await?;
    let id = made.id.unwrap_or_else(|| DocumentId(kontor.new_id()));
    let arrival = Arrival {
        id: id.clone(),
        title: made.title,
        file: made.file,
        media: made.media,
        kind: made.kind,
        company: Some(made.company),
        company_name: company.name,
        case: made.case,
        machine: made.machine,
        unit: made.unit,
        inside: false,
        dated: made.dated,
    };
    let system = Actor::system(Channel::System);
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, &system);
    change.tx.create(rid("document_source", made.source.clone()), SourceRow { document: id.to_string() });
    bring_in(kontor, &mut change, &mut pen, arrival, &blob, false);
    match change.commit().await {
        Err(StoreError::Exists(what)) if what.contains("document_source") => {
            by_source(kontor, &made.source).await?.ok_or(Error::Unavailable)
        }
        other => settled(other).map(|_| id),
    }
}

/// What was kept of this source.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn by_source(kontor: &Kontor, source: &str) -> Result<Option<DocumentId>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("document_source", source));
    let rows: Vec<String> = kontor.store.rows("SELECT VALUE document FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(DocumentId))
}
