//! A link that was given to the wrong person stops at once.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{ChainStep, NewEntry};
use kontor_domain::events::Happened;
use kontor_domain::{DocumentId, Error};
use kontor_store::{RecordId, Variables};

use super::pen::{Pen, settled};
use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// # Errors
/// [`Error::NotFound`], also for a link that has ended; [`Error::Forbidden`] for who only reads.
pub async fn end_share(
    kontor: &Kontor,
    actor: &Actor,
    document: &DocumentId,
    share: &str,
) -> Result<(), Error> {
    let seen = rows::seen(kontor, actor, document).await?;
    if !seen.may_change {
        return Err(Error::Forbidden);
    }
    let mut vars = Variables::new();
    vars.insert("document", document.to_string());
    vars.insert("share", share.to_owned());
    let sql = "SELECT VALUE id FROM document_share WHERE document = $document AND seq = $share LIMIT 1";
    let found: Vec<RecordId> = kontor.store.rows(sql, vars).await.fault()?;
    let link = found.into_iter().next().ok_or(Error::NotFound)?;
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    let (what, content, facts) = (ChainStep::ShareEnded, String::new(), String::new());
    pen.write(&mut change, NewEntry { what, document: document.clone(), content, facts });
    change.tx.delete(link);
    let title = seen.row.data.0.head.title.clone();
    change.event(&seen.row.subject(), Happened::DocumentShareEnded { title });
    settled(change.commit().await).map(|_| ())
}
