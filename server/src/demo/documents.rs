//! The archive of some years: papers as PDF, filed by those who would.

use bytes::Bytes;
use futures::StreamExt as _;
use jiff::civil::Time;
use kontor_demo::{DemoDocument, DemoPaper};
use kontor_documents::{Columns, Fact, Letter, Parties, Row, Style};
use kontor_domain::documents::{DocumentKind, HoldDocument, NewVersion, UploadDocument};
use kontor_domain::{CompanyId, Date, DocumentId, Error, IdempotencyKey};
use kontor_service::Kontor;
use kontor_service::documents::{self, Incoming};
use kontor_service::fault::internal;
use tokio::task::JoinHandle;

use super::people::People;

/// Files them; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let all = kontor_demo::documents();
    // Set on all cores while the first ones are filed.
    let papers: Vec<_> = all
        .iter()
        .map(|one| {
            let then = one.then.map(|(dated, paper)| press(one, dated, paper));
            (press(one, one.dated, one.paper), then)
        })
        .collect();
    for (one, (first, then)) in all.iter().zip(papers) {
        let id = file(kontor, people, one, printed(first).await?).await?;
        if let Some(then) = then {
            replace(kontor, people, one, &id, printed(then).await?).await?;
        }
        if !one.held.is_empty() {
            hold(kontor, people, one, &id).await?;
        }
    }
    Ok(())
}

type Press = JoinHandle<Result<Vec<u8>, kontor_documents::DocumentError>>;

fn press(one: &DemoDocument, dated: Date, paper: DemoPaper) -> Press {
    let letter = written(one, dated, paper);
    tokio::task::spawn_blocking(move || kontor_documents::letter(&letter))
}

async fn printed(press: Press) -> Result<Vec<u8>, Error> {
    press.await.map_err(|e| internal(&e))?.map_err(|e| internal(&e))
}

fn written(one: &DemoDocument, dated: Date, paper: DemoPaper) -> Letter {
    let dealer = kontor_demo::dealer();
    let (sender, address) = match paper.from {
        Some((name, address)) => (name.to_owned(), address.to_owned()),
        None => (dealer.name.clone(), dealer.address.lines().split_off(1).join(" · ")),
    };
    let company = kontor_demo::companies().into_iter().find(|company| company.id == one.company);
    let recipient = company.and_then(|company| company.addresses.into_iter().next());
    let text = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect();
    let mut number = 0;
    let rows = paper.rows.iter().map(|(key, name, quantity)| {
        let heading = key.is_empty() && quantity.is_empty();
        number += u32::from(!heading);
        Row {
            style: if heading { Style::Heading } else { Style::Position },
            position: if heading { String::new() } else { number.to_string() },
            // A number of a list is no number of a part.
            number: if key.len() > 2 { (*key).to_owned() } else { String::new() },
            name: (*name).to_owned(),
            quantity: (*quantity).to_owned(),
            ..Row::default()
        }
    });
    Letter {
        language: "de".into(),
        title: one.title.to_owned(),
        made: dated.to_datetime(Time::midnight()),
        parties: Parties {
            sender_line: format!("{sender} · {address}"),
            recipient: recipient.map(|address| address.lines()).unwrap_or_default(),
            sender: sender.clone(),
        },
        facts: paper.facts.iter().map(|(name, value)| Fact::new(*name, *value)).collect(),
        opening: text(paper.opening),
        columns: Columns {
            position: "Pos.".into(),
            text: "Bezeichnung".into(),
            quantity: "Menge".into(),
            ..Columns::default()
        },
        rows: rows.collect(),
        closing: text(paper.closing),
        foot: vec![format!("{sender} · {address}")],
        page: "Seite".into(),
        ..Letter::default()
    }
}

fn whole<'a>(bytes: Vec<u8>) -> Incoming<'a> {
    futures::stream::once(async { Ok(Bytes::from(bytes)) }).boxed()
}

async fn file(
    kontor: &Kontor,
    people: &People,
    one: &DemoDocument,
    pdf: Vec<u8>,
) -> Result<DocumentId, Error> {
    let by = people.get(one.by).ok_or(Error::NotFound)?;
    let command = UploadDocument {
        key: IdempotencyKey::new(format!("demo-document-{}", one.key)),
        company: Some(CompanyId::new(one.company)),
        case: None,
        machine: one.machine.to_owned(),
        unit: String::new(),
        kind: DocumentKind::parse(one.kind).ok_or(Error::NotFound)?,
        title: one.title.to_owned(),
        file: one.file.to_owned(),
        dated: Some(one.dated),
        inside: one.inside,
    };
    documents::upload_document(kontor, by, &command, whole(pdf)).await
}

async fn replace(
    kontor: &Kontor,
    people: &People,
    one: &DemoDocument,
    id: &DocumentId,
    pdf: Vec<u8>,
) -> Result<(), Error> {
    let by = people.get(one.by).ok_or(Error::NotFound)?;
    let seen = documents::document(kontor, by, id).await?.head;
    if seen.latest.number > 1 {
        return Ok(());
    }
    let command = NewVersion {
        key: IdempotencyKey::new(format!("demo-document-{}-2", one.key)),
        document: id.clone(),
        version: seen.version,
        file: one.file.to_owned(),
    };
    documents::new_version(kontor, by, &command, whole(pdf)).await.map(|_| ())
}

async fn hold(kontor: &Kontor, people: &People, one: &DemoDocument, id: &DocumentId) -> Result<(), Error> {
    let keeper = people.get("claudia-hallmann").ok_or(Error::NotFound)?;
    let seen = documents::document(kontor, keeper, id).await?.head;
    if seen.held {
        return Ok(());
    }
    let command = HoldDocument { document: id.clone(), version: seen.version, reason: one.held.to_owned() };
    documents::hold_document(kontor, keeper, &command).await
}
