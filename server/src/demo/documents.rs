//! What lies in the archive: papers of machines, delivery notes, something held, something for the desk alone.

use futures::StreamExt as _;
use jiff::ToSpan as _;
use kontor_demo::DemoPaper;
use kontor_domain::documents::{DocumentKind, HoldDocument, NewVersion, UploadDocument};
use kontor_domain::{CompanyId, Date, DocumentId, Error, IdempotencyKey};
use kontor_service::documents::{self, Incoming};
use kontor_service::{Kontor, fault};

use super::people::People;

/// Brings them in; what an interrupted load has brought in stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let today = kontor.clock.local().date();
    for paper in kontor_demo::papers() {
        bring_in(kontor, people, &paper, today.saturating_sub(paper.days_ago.days())).await?;
    }
    Ok(())
}

async fn bring_in(kontor: &Kontor, people: &People, paper: &DemoPaper, day: Date) -> Result<(), Error> {
    let sender = if paper.of_customer { "sabine-bauer" } else { "tobias-rapp" };
    let sender = people.get(sender).ok_or(Error::NotFound)?;
    let command = UploadDocument {
        key: key(paper, "upload"),
        company: (!paper.company.is_empty() && !paper.of_customer).then(|| CompanyId::new(paper.company)),
        case: None,
        machine: paper.machine.into(),
        unit: String::new(),
        kind: if paper.of_customer { DocumentKind::Upload } else { paper.kind },
        title: paper.title.into(),
        file: paper.file(),
        dated: Some(day),
        inside: paper.inside,
    };
    let id = documents::upload_document(kontor, sender, &command, pdf(paper, 0, day).await?).await?;
    for version in 1..paper.versions.len() {
        let known = documents::document(kontor, sender, &id).await?;
        if known.versions.len() <= version {
            let (document, file) = (id.clone(), paper.file());
            let command =
                NewVersion { key: key(paper, "version"), document, version: known.head.version, file };
            documents::new_version(kontor, sender, &command, pdf(paper, version, day).await?).await?;
        }
    }
    if paper.hold.is_empty() { Ok(()) } else { hold(kontor, people, &id, paper.hold).await }
}

async fn hold(kontor: &Kontor, people: &People, id: &DocumentId, reason: &str) -> Result<(), Error> {
    let keeper = people.get("martin-kolb").ok_or(Error::NotFound)?;
    let known = documents::document(kontor, keeper, id).await?.head;
    if known.held {
        return Ok(());
    }
    let command = HoldDocument { document: id.clone(), version: known.version, reason: reason.into() };
    documents::hold_document(kontor, keeper, &command).await
}

fn key(paper: &DemoPaper, what: &str) -> IdempotencyKey {
    IdempotencyKey::new(format!("demo-{what}-{}", paper.id))
}

/// Setting takes a core for some milliseconds: not on a thread that answers others.
async fn pdf(paper: &DemoPaper, version: usize, day: Date) -> Result<Incoming<'static>, Error> {
    let paper = paper.clone();
    let bytes = tokio::task::spawn_blocking(move || paper.pdf(version, day))
        .await
        .map_err(|e| fault::internal(&e))?
        .map_err(|e| fault::internal(&e))?;
    Ok(futures::stream::once(async move { Ok(bytes.into()) }).boxed())
}
