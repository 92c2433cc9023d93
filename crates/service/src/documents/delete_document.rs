//! A document goes when its retention is over: somebody decides it, a job does it, and the chain keeps that it was there.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::{ChainStep, DeleteDocument, DocumentState, MAX_REASON, NewEntry, deletable};
use kontor_domain::events::Happened;
use kontor_domain::{DocumentId, Error};
use kontor_store::rid;

use super::pen::{Pen, settled};
use super::rows::{self, DocumentRow};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::outbox::Job;

/// Decides it. Until the job has run it can still be held.
///
/// # Errors
/// As [`rows::kept`]; [`Error::Invalid`] with `reason`; [`Error::Conflict`] with [`kontor_domain::Problem::RetentionRuns`] or
/// [`kontor_domain::Problem::OnHold`].
pub async fn delete_document(kontor: &Kontor, actor: &Actor, command: &DeleteDocument) -> Result<(), Error> {
    let mut row = rows::kept(kontor, actor, &command.document, command.version).await?;
    may_go(kontor, &row)?;
    let mut fields = Fields::default();
    let reason = fields.line("reason", &command.reason, MAX_REASON);
    fields.done()?;
    DocumentState::Going.code().clone_into(&mut row.state);
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    let title = row.data.0.head.title.clone();
    change.event(&row.subject().for_desk(), Happened::DocumentLetGo { title, reason });
    change.job(Job::DeleteDocument { document: row.id() });
    settled(change.commit().await).map(|_| ())
}

/// Does it, if it still may go: records and entry of the chain in one transaction, then the bytes that nothing else names. When it was
/// held meanwhile, or is gone, there is nothing to do.
///
/// # Errors
/// [`Error::Unavailable`], [`Error::Internal`]; the bytes of what is gone then are swept later.
pub(crate) async fn delete_now(kontor: &Kontor, id: &DocumentId) -> Result<(), Error> {
    let Some(row) = rows::by_id(kontor, id).await? else { return Ok(()) };
    if row.state != DocumentState::Going.code() || may_go(kontor, &row).is_err() {
        return Ok(());
    }
    let versions = rows::versions(kontor, id).await?;
    let head = row.summary();
    let system = Actor::system(Channel::System);
    {
        let mut pen = Pen::take(kontor).await?;
        let mut change = Change::new(kontor, &system);
        let new = NewEntry {
            what: ChainStep::Deleted,
            document: id.clone(),
            content: head.latest.hash.clone(),
            facts: format!("versions={};kind={};until={}", versions.len(), head.kind.code(), head.until),
        };
        pen.write(&mut change, new);
        remove(&mut change, &row, versions.iter().map(|version| version.number));
        let (title, kind) = (head.title.clone(), head.kind);
        change.event(&row.subject().for_desk(), Happened::DocumentDeleted { title, kind });
        change.job(Job::DocumentText { document: id.clone() });
        settled(change.commit().await)?;
    }
    for version in versions {
        kontor.archive.sweep(&version.hash, rows::unused(kontor, &version.hash)).await?;
    }
    Ok(())
}

fn may_go(kontor: &Kontor, row: &DocumentRow) -> Result<(), Error> {
    let head = row.summary();
    deletable(head.until, head.held, kontor.clock.local().date()).map_err(Error::conflict)
}

/// Everything that is known of it, under the guard that nobody held it at this moment.
fn remove(change: &mut Change<'_>, row: &DocumentRow, numbers: impl Iterator<Item = u32>) {
    let tx = &mut change.tx;
    let version = tx.bind(row.version);
    tx.guarded(rows::record(&row.id()), "version += 1", &format!("version = {version}"), "version");
    tx.delete(rows::record(&row.id()));
    for number in numbers {
        tx.delete(rid("document_version", format!("{}|{number}", row.seq)));
    }
    let document = tx.bind(row.seq.clone());
    for table in ["document_source", "document_receipt", "document_share"] {
        tx.push(format!(
            "FOR $r IN (SELECT VALUE id FROM {table} WHERE document = {document}) {{ DELETE $r RETURN NONE }}"
        ));
    }
}
