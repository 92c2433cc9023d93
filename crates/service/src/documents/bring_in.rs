//! Puts a document with its first version into a transaction: whoever brings it in, it comes in the same way.

use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{
    ChainStep, DocumentKind, DocumentState, DocumentSummary, DocumentVersion, Media, NewEntry, facts,
    retained_until, safe_name,
};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Date, DocumentId};

use super::blobs::Blob;
use super::pen::Pen;
use super::rows::{self, DocumentRow};
use crate::Kontor;
use crate::change::Change;
use crate::outbox::Job;

/// What comes in, beside its bytes.
pub(super) struct Arrival {
    pub id: DocumentId,
    pub title: String,
    /// As the sender calls it.
    pub file: String,
    pub media: Media,
    pub kind: DocumentKind,
    pub company: Option<CompanyId>,
    pub company_name: String,
    pub case: Option<CaseCode>,
    pub machine: String,
    pub unit: String,
    pub inside: bool,
    pub dated: Date,
}

/// A version as it comes in now, brought by this actor.
pub(super) fn version(
    kontor: &Kontor,
    actor: &Actor,
    number: u32,
    file: &str,
    media: Media,
    dated: Date,
    blob: &Blob,
) -> DocumentVersion {
    DocumentVersion {
        number,
        file: safe_name(file, media.extensions()),
        media,
        bytes: blob.bytes,
        hash: blob.hash.clone(),
        dated,
        at: kontor.clock.local(),
        who: actor.name().to_owned(),
        behalf: actor.acting().map(|acting| acting.caller.name.clone()).unwrap_or_default(),
        channel: actor.channel,
    }
}

/// Record, version, entry of the chain and event. `in_case` says whether the event stands on the page of its case: what Kontor makes
/// there itself has told its story already.
pub(super) fn bring_in(
    kontor: &Kontor,
    change: &mut Change<'_>,
    pen: &mut Pen<'_>,
    arrival: Arrival,
    blob: &Blob,
    in_case: bool,
) -> DocumentRow {
    let latest = version(kontor, change.actor(), 1, &arrival.file, arrival.media, arrival.dated, blob);
    let head = DocumentSummary {
        title: if arrival.title.is_empty() { latest.file.clone() } else { arrival.title },
        id: arrival.id,
        kind: arrival.kind,
        state: DocumentState::Kept,
        company: arrival.company,
        company_name: arrival.company_name,
        case: arrival.case,
        machine: arrival.machine,
        unit: arrival.unit,
        inside: arrival.inside,
        dated: arrival.dated,
        until: retained_until(arrival.kind, arrival.dated),
        held: false,
        latest,
        version: 1,
        snippet: Vec::new(),
    };
    pen.write(
        change,
        NewEntry {
            what: ChainStep::Archived,
            document: head.id.clone(),
            content: head.latest.hash.clone(),
            facts: facts(&head, &head.latest),
        },
    );
    let what = Happened::DocumentArchived { title: head.title.clone(), kind: head.kind };
    change.job(Job::DocumentText { document: head.id.clone() });
    let row = rows::create(kontor, change, head);
    change.event(&if in_case { row.subject_in_case() } else { row.subject() }, what);
    row
}
