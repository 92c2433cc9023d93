//! One document with its versions, and for the desk with who opened it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::{Document, Receipt};
use kontor_domain::{DocumentId, Error};
use kontor_store::{SerdeWrapper, Variables};

use super::{rows, shares};
use crate::Kontor;
use crate::fault::Fault as _;

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub async fn document(kontor: &Kontor, actor: &Actor, id: &DocumentId) -> Result<Document, Error> {
    let seen = rows::seen(kontor, actor, id).await?;
    let desk = actor.company().is_none();
    Ok(Document {
        head: seen.row.summary(),
        versions: rows::versions(kontor, id).await?,
        receipts: if desk { receipts(kontor, id).await? } else { Vec::new() },
        shares: if seen.may_change { shares::of(kontor, id).await? } else { Vec::new() },
        hold: seen.row.data.0.hold.clone().filter(|_| desk),
        may_change: seen.may_change,
        may_keep: actor.has(Right::KeepArchive),
    })
}

async fn receipts(kontor: &Kontor, id: &DocumentId) -> Result<Vec<Receipt>, Error> {
    let mut vars = Variables::new();
    vars.insert("document", id.to_string());
    let sql = "SELECT VALUE data FROM document_receipt WHERE document = $document ORDER BY seq LIMIT 200";
    let rows: Vec<SerdeWrapper<Receipt>> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
