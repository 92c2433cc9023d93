//! The archive: what comes in stays as it was, is there for whom it is for, goes when it may, and nothing changes without a trace.

use std::path::PathBuf;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::cases::{CaseStep, ChangeCase};
use kontor_domain::documents::{
    DeleteDocument, DocumentFilter, DocumentKind, HoldDocument, MAX_UPLOAD, Media, NewVersion, ReleaseHold,
    ShareDocument, UploadDocument, verify_chain,
};
use kontor_domain::{CompanyId, Date, DocumentId, Error, IdempotencyKey, Language, Problem};
use kontor_service::documents::{self as room, Incoming, OpenedDocument, Verified};
use kontor_service::{Kontor, cases, outbox};
use kontor_store::Variables;

use crate::cases::{colleague, ordered};
use crate::deal::Deal;
use crate::documents_out::unzipped;
use crate::rules::Firm;
use crate::shop::{block, buyer, customer, dealer, system};

/// A PDF that says this and does nothing.
pub fn pdf(words: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Lang({words})>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

/// As it comes over the network.
pub fn pieces(bytes: &[u8]) -> Incoming<'static> {
    let pieces: Vec<_> = bytes.chunks(37).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces).boxed()
}

pub fn command(key: &str, file: &str) -> UploadDocument {
    UploadDocument {
        key: IdempotencyKey::new(key),
        company: None,
        case: None,
        machine: String::new(),
        unit: String::new(),
        kind: DocumentKind::Upload,
        title: String::new(),
        file: file.into(),
        dated: None,
        inside: false,
    }
}

pub async fn upload(k: &Kontor, actor: &Actor, key: &str, bytes: &[u8]) -> DocumentId {
    room::upload_document(k, actor, &command(key, "Bericht.pdf"), pieces(bytes)).await.unwrap()
}

/// The desk files something for Bauer.
pub async fn filed(k: &Kontor, desk: &Actor, key: &str, kind: DocumentKind, bytes: &[u8]) -> DocumentId {
    let company = Some(CompanyId::new("bauer"));
    let command = UploadDocument { company, kind, ..command(key, "Beleg.pdf") };
    room::upload_document(k, desk, &command, pieces(bytes)).await.unwrap()
}

pub async fn read(opened: OpenedDocument) -> Result<Vec<u8>, Error> {
    let pieces: Vec<Bytes> = opened.content.try_collect().await?;
    Ok(pieces.concat())
}

pub async fn list(k: &Kontor, actor: &Actor, filter: &DocumentFilter) -> Vec<DocumentId> {
    room::documents(k, actor, filter).await.unwrap().items.into_iter().map(|d| d.id).collect()
}

pub async fn all(k: &Kontor, actor: &Actor) -> Vec<DocumentId> {
    list(k, actor, &DocumentFilter::default()).await
}

pub async fn verify(k: &Kontor) -> Verified {
    room::verify(k, &system()).await.unwrap()
}

/// The files of the content store.
pub fn files(k: &Kontor) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![k.archive.blobs.kept_folder().unwrap()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            if entry.path().is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found
}

/// What is on its way in.
pub fn incoming(k: &Kontor) -> usize {
    std::fs::read_dir(k.settings.data.join("documents/incoming")).map_or(0, Iterator::count)
}

pub async fn version(k: &Kontor, id: &DocumentId) -> i64 {
    room::document(k, &dealer(Role::Manager), id).await.unwrap().head.version
}

pub fn years(k: &Kontor, years: i64) {
    k.clock.advance(SignedDuration::from_hours(24 * 366 * years));
}

#[test]
fn what_a_customer_sends_both_sides_read_as_it_was() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let bytes = pdf("Bagger 7");
        let id = upload(k, &firm.jonas, "one", &bytes).await;
        for actor in [&firm.jonas, &firm.petra, &firm.boss, &jana] {
            assert_eq!(all(k, actor).await, std::slice::from_ref(&id));
            let opened = room::open_document(k, actor, &id, None).await.unwrap();
            assert_eq!((opened.version.media, opened.version.file.as_str()), (Media::Pdf, "Bericht.pdf"));
            assert_eq!(read(opened).await.unwrap(), bytes);
        }
        let document = room::document(k, &jana, &id).await.unwrap();
        assert_eq!(document.head.title, "Bericht.pdf");
        assert_eq!(document.head.company_name, "Bauer Tiefbau GmbH");
        // A letter that was received, of November 2026.
        assert_eq!(document.head.until, Date::constant(2032, 12, 31));
        assert_eq!((document.versions.len(), document.versions[0].who.as_str()), (1, "jonas"));
        assert_eq!(document.versions[0].bytes, bytes.len() as u64);
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn who_opened_what_is_written_down_once_and_told_the_desk() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let id = filed(k, &jana, "one", DocumentKind::Invoice, &pdf("R1")).await;
        for _ in 0..3 {
            room::open_document(k, &firm.jonas, &id, None).await.unwrap();
        }
        room::open_document(k, &firm.petra, &id, Some(1)).await.unwrap();
        let seen = room::document(k, &jana, &id).await.unwrap();
        let who: Vec<_> = seen.receipts.iter().map(|receipt| receipt.who.as_str()).collect();
        assert_eq!(who, ["jonas", "petra"]);
        assert!(room::document(k, &firm.jonas, &id).await.unwrap().receipts.is_empty());
        let sql = "SELECT VALUE what FROM event WHERE what = 'document_opened'";
        let told: Vec<String> = k.store.rows(sql, Variables::new()).await.unwrap();
        assert_eq!(told.len(), 2);
        let none = room::open_document(k, &firm.jonas, &id, Some(2)).await.err();
        assert_eq!(none, Some(Error::NotFound));
    });
}

#[test]
fn the_same_key_is_one_document_and_the_same_bytes_are_one_file() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let bytes = pdf("doppelt");
        let first = upload(k, &firm.jonas, "one", &bytes).await;
        assert_eq!(upload(k, &firm.jonas, "one", &bytes).await, first);
        let second = upload(k, &firm.jonas, "two", &bytes).await;
        let other = upload(k, &buyer("steiner"), "one", &bytes).await;
        assert!(second != first && other != first, "documents of their own");
        assert_eq!(files(k).len(), 1);
        assert_eq!((verify(k).await.versions, incoming(k)), (3, 0));
    });
}

#[test]
fn many_at_once_stand_one_behind_the_other_in_the_chain() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let mut senders = tokio::task::JoinSet::new();
        for n in 0..24 {
            let (k, jonas) = (k.clone(), firm.jonas.clone());
            // Every third one is sent twice at the same moment.
            let key = format!("many-{}", n - usize::from(n % 3 == 1));
            senders.spawn(async move { upload(&k, &jonas, &key, &pdf(&key)).await });
        }
        let ids = senders.join_all().await;
        let different: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(different.len(), 16);
        let chain = room::chain(k, &dealer(Role::Admin), 0).await.unwrap().items;
        assert_eq!(chain.len(), 16);
        assert_eq!(verify_chain(&chain), []);
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn another_company_gets_nothing_on_any_door() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let case = ordered(&firm).await;
        let in_case = UploadDocument { case: Some(case.clone()), ..command("one", "a.pdf") };
        let id = room::upload_document(k, &firm.jonas, &in_case, pieces(&pdf("a"))).await.unwrap();
        let made = filed(k, &jana, "two", DocumentKind::Offer, &pdf("b")).await;
        let outside = customer("steiner", Role::CompanyAdmin);
        let none = Some(Error::NotFound);
        for id in [&id, &made] {
            assert_eq!(room::document(k, &outside, id).await.err(), none);
            assert_eq!(room::open_document(k, &outside, id, None).await.err(), none);
            let new = NewVersion {
                key: IdempotencyKey::new("x"),
                document: id.clone(),
                version: 1,
                file: "x.pdf".into(),
            };
            assert_eq!(room::new_version(k, &outside, &new, pieces(&pdf("x"))).await.err(), none);
            let share =
                ShareDocument { key: IdempotencyKey::new("x"), document: id.clone(), days: 1, opens: 1 };
            assert_eq!(room::share_document(k, &outside, &share).await.err(), none);
            assert_eq!(room::end_share(k, &outside, id, "x").await.err(), none);
        }
        let theirs = DocumentFilter { company: Some(CompanyId::new("bauer")), ..DocumentFilter::default() };
        assert_eq!(room::documents(k, &outside, &theirs).await.err(), none);
        for filter in [
            DocumentFilter::default(),
            DocumentFilter { case: Some(case.clone()), ..DocumentFilter::default() },
            DocumentFilter { kind: Some(DocumentKind::Offer), ..DocumentFilter::default() },
        ] {
            assert!(list(k, &outside, &filter).await.is_empty());
        }
        let foreign = UploadDocument { key: IdempotencyKey::new("y"), ..in_case };
        assert_eq!(room::upload_document(k, &outside, &foreign, pieces(&pdf("y"))).await.err(), none);
        let company = Some(CompanyId::new("bauer"));
        let foreign = UploadDocument { company, case: None, ..foreign };
        assert_eq!(room::may_upload(k, &outside, &foreign).await.err(), none);
        let zip = unzipped(k, &outside, &DocumentFilter::default()).await;
        assert_eq!(zip.keys().collect::<Vec<_>>(), ["index.csv", "index.json"], "an export of nothing");
        // Only who keeps the archive keeps it.
        for actor in [&outside, &firm.boss, &jana] {
            let forbidden = Some(Error::Forbidden);
            let (document, reason) = (id.clone(), "x".to_owned());
            let hold = HoldDocument { document: document.clone(), version: 1, reason: reason.clone() };
            assert_eq!(room::hold_document(k, actor, &hold).await.err(), forbidden);
            let release = ReleaseHold { document: document.clone(), version: 1 };
            assert_eq!(room::release_hold(k, actor, &release).await.err(), forbidden);
            let delete = DeleteDocument { document, version: 1, reason };
            assert_eq!(room::delete_document(k, actor, &delete).await.err(), forbidden);
            assert_eq!(room::chain(k, actor, 0).await.err(), forbidden);
            assert_eq!(room::verify(k, actor).await.err(), forbidden);
        }
        let nobody = Actor::anonymous(Language::De);
        assert_eq!(room::document(k, &nobody, &id).await.err(), Some(Error::Unauthenticated));
    });
}

#[test]
fn what_is_the_desks_alone_and_what_is_of_a_confidential_case_is_not_there_for_others() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let company = Some(CompanyId::new("bauer"));
        let inside = UploadDocument { company, inside: true, ..command("one", "Kalkulation.pdf") };
        let inside = room::upload_document(k, &jana, &inside, pieces(&pdf("intern"))).await.unwrap();
        let own = room::upload_document(k, &jana, &command("two", "Handbuch.pdf"), pieces(&pdf("h"))).await;
        let own = own.unwrap();
        for id in [&inside, &own] {
            assert!(room::document(k, &jana, id).await.is_ok());
            assert_eq!(room::document(k, &firm.boss, id).await.err(), Some(Error::NotFound));
        }
        assert!(all(k, &firm.boss).await.is_empty());

        let case = ordered(&firm).await;
        let secret = UploadDocument { case: Some(case.clone()), ..command("three", "Vertrag.pdf") };
        let secret = room::upload_document(k, &firm.jonas, &secret, pieces(&pdf("v"))).await.unwrap();
        assert_eq!(all(k, &firm.boss).await, std::slice::from_ref(&secret));
        let seen = cases::case(k, &firm.jonas, &case, None).await.unwrap();
        assert!(seen.steps.items.iter().any(|step| step.what.code() == "document_archived"));
        let step = CaseStep::Confidential { on: true };
        let hide = ChangeCase { case: case.clone(), version: seen.version, step };
        cases::change_case(k, &firm.jonas, &hide).await.unwrap();
        assert_eq!(room::document(k, &firm.boss, &secret).await.err(), Some(Error::NotFound));
        assert!(all(k, &firm.boss).await.is_empty());
        assert_eq!(all(k, &firm.jonas).await, std::slice::from_ref(&secret));
        let by_case = DocumentFilter { case: Some(case), ..DocumentFilter::default() };
        assert_eq!(list(k, &jana, &by_case).await, [secret]);
    });
}

#[test]
fn who_is_of_a_unit_sees_what_is_of_it_and_of_none() {
    block(async {
        let firm = Firm::with_units().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let company = Some(CompanyId::new("bauer"));
        let mut ids = Vec::new();
        for unit in ["kanal", "hof", ""] {
            let command =
                UploadDocument { company: company.clone(), unit: unit.into(), ..command(unit, "a.pdf") };
            let command = UploadDocument { key: IdempotencyKey::new(format!("unit-{unit}")), ..command };
            ids.push(room::upload_document(k, &jana, &command, pieces(&pdf(unit))).await.unwrap());
        }
        let newest_first = |of: &[usize]| of.iter().rev().map(|n| ids[*n].clone()).collect::<Vec<_>>();
        assert_eq!(all(k, &firm.jonas).await, newest_first(&[0, 2]));
        assert_eq!(all(k, &firm.boss).await, newest_first(&[0, 1, 2]), "who administers sees all");
        assert_eq!(room::document(k, &firm.jonas, &ids[1]).await.err(), Some(Error::NotFound));
        let foreign = UploadDocument { unit: "hof".into(), ..command("foreign", "a.pdf") };
        let refused = room::may_upload(k, &firm.jonas, &foreign).await.unwrap_err();
        assert_eq!(refused.field("unit"), Some(&Problem::NotYourUnit));
        let unknown = UploadDocument { unit: "mond".into(), ..foreign };
        let refused = room::may_upload(k, &firm.boss, &unknown).await.unwrap_err();
        assert_eq!(refused.field("unit"), Some(&Problem::NotACode));
    });
}

#[test]
fn a_document_is_found_by_kind_machine_day_and_words_together() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let mut ids = Vec::new();
        for (n, (kind, title, machine, month)) in [
            (DocumentKind::SignedForm, "Wartung 500 h", "WNC-10277", 3),
            (DocumentKind::SignedForm, "Übergabe", "WNC-10277", 6),
            (DocumentKind::Invoice, "Rechnung Wartung", "", 6),
        ]
        .into_iter()
        .enumerate()
        {
            let command = UploadDocument {
                company: Some(CompanyId::new("bauer")),
                kind,
                title: title.into(),
                machine: machine.into(),
                dated: Some(Date::constant(2026, month, 1)),
                ..command(&format!("found-{n}"), "scan.pdf")
            };
            ids.push(room::upload_document(k, &jana, &command, pieces(&pdf(title))).await.unwrap());
        }
        outbox::drain(k).await.unwrap();
        let none = DocumentFilter::default();
        for (filter, expected) in [
            (DocumentFilter { kind: Some(DocumentKind::SignedForm), ..none.clone() }, vec![1, 0]),
            (DocumentFilter { machine: "WNC-10277".into(), ..none.clone() }, vec![1, 0]),
            (DocumentFilter { text: "wartung".into(), ..none.clone() }, vec![2, 0]),
            (DocumentFilter { text: "WARTUNG rechnung".into(), ..none.clone() }, vec![2]),
            (DocumentFilter { text: "übergabe wnc-10".into(), ..none.clone() }, vec![1]),
            (DocumentFilter { text: "nirgends".into(), ..none.clone() }, vec![]),
            (DocumentFilter { from: Some(Date::constant(2026, 4, 1)), ..none.clone() }, vec![2, 1]),
            (
                DocumentFilter {
                    machine: "WNC-10277".into(),
                    kind: Some(DocumentKind::SignedForm),
                    to: Some(Date::constant(2026, 3, 1)),
                    text: "wartung".into(),
                    ..none.clone()
                },
                vec![0],
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|n: usize| ids[n].clone()).collect();
            for actor in [&jana, &firm.jonas] {
                assert_eq!(list(k, actor, &filter).await, expected, "{filter:?}");
            }
        }
    });
}

#[test]
fn what_the_archive_does_not_take_is_refused_with_the_reason_and_leaves_nothing() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let encrypted = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Encrypt 2 0 R>>\n%%EOF".to_vec();
        let script = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj\n%%EOF".to_vec();
        let cut = pdf("halb")[..40].to_vec();
        for (n, (file, bytes, problem)) in [
            ("a.pdf", encrypted, Problem::PdfEncrypted),
            ("a.pdf", script, Problem::PdfActive),
            ("a.pdf", cut, Problem::PdfBroken),
            ("a.pdf", b"MZ\x90\0\x03\0\0\0".to_vec(), Problem::NotArchivable),
            ("a.zip", b"PK\x03\x04\x14\0\0\0\0\0a.exe".to_vec(), Problem::NotArchivable),
            ("a.docx", b"PK\x03\x04[Content_Types].xml word/vbaProject.bin".to_vec(), Problem::FileHasMacros),
            ("a.pdf", Vec::new(), Problem::Required),
        ]
        .into_iter()
        .enumerate()
        {
            let command = command(&format!("refused-{n}"), file);
            let refused = room::upload_document(k, &firm.jonas, &command, pieces(&bytes)).await;
            assert_eq!(refused.unwrap_err().field("file"), Some(&problem), "{file}");
        }
        let mebibyte = Bytes::from(vec![b'a'; 1 << 20]);
        let large = stream::iter((0..=MAX_UPLOAD >> 20).map(move |_| Ok(mebibyte.clone()))).boxed();
        let refused = room::upload_document(k, &firm.jonas, &command("large", "a.txt"), large).await;
        assert_eq!(refused.unwrap_err().field("file"), Some(&Problem::FileTooLarge { megabytes: 100 }));
        // The connection breaks in the middle.
        let half = stream::iter([Ok(Bytes::from_static(b"%PDF-1.7\n")), Err(Error::Unavailable)]).boxed();
        let broken = room::upload_document(k, &firm.jonas, &command("half", "a.pdf"), half).await;
        assert_eq!(broken, Err(Error::Unavailable));

        let issued = UploadDocument { kind: DocumentKind::Invoice, ..command("issued", "a.pdf") };
        let refused = room::may_upload(k, &firm.jonas, &issued).await.unwrap_err();
        assert_eq!(refused.field("kind"), Some(&Problem::NotACode), "customers issue none of ours");
        let tomorrow = Some(Date::constant(2026, 11, 25));
        let early = UploadDocument { dated: tomorrow, ..command("early", "a.pdf") };
        let refused = room::may_upload(k, &firm.jonas, &early).await.unwrap_err();
        assert_eq!(refused.field("dated"), Some(&Problem::DateInFuture));
        for actor in [&firm.petra, &dealer(Role::Warehouse)] {
            let refused = room::may_upload(k, actor, &command("no", "a.pdf")).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
        assert!(all(k, &firm.jonas).await.is_empty());
        let seen = verify(k).await;
        assert_eq!((files(k).len(), incoming(k), seen.entries), (0, 0, 0));
    });
}

#[test]
fn a_file_is_called_what_it_is_and_leads_nowhere() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        for (n, (file, bytes, expected, media)) in [
            ("../../etc/passwd", pdf("x"), "passwd.pdf", Media::Pdf),
            ("C:\\Temp\\rechnung.exe", pdf("y"), "rechnung.exe.pdf", Media::Pdf),
            ("bild.pdf", b"<svg onload=alert(1)>".to_vec(), "bild.pdf.html", Media::Markup),
        ]
        .into_iter()
        .enumerate()
        {
            let command = command(&format!("named-{n}"), file);
            let id = room::upload_document(k, &firm.jonas, &command, pieces(&bytes)).await.unwrap();
            let opened = room::open_document(k, &firm.jonas, &id, None).await.unwrap();
            assert_eq!((opened.version.file.as_str(), opened.version.media), (expected, media));
            assert_eq!(media.inline(), media == Media::Pdf, "nothing with scripts is shown");
        }
    });
}

#[test]
fn a_new_version_leaves_the_old_one_as_it_was() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = upload(k, &firm.jonas, "one", &pdf("alt")).await;
        years(k, 1);
        let new = NewVersion {
            key: IdempotencyKey::new("two"),
            document: id.clone(),
            version: 1,
            file: "Bericht neu.pdf".into(),
        };
        for _ in 0..2 {
            assert_eq!(room::new_version(k, &firm.jonas, &new, pieces(&pdf("neu"))).await, Ok(2));
        }
        let stale = NewVersion { key: IdempotencyKey::new("three"), ..new.clone() };
        let stale = room::new_version(k, &firm.jonas, &stale, pieces(&pdf("neu"))).await;
        assert_eq!(stale, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let reads = NewVersion { key: IdempotencyKey::new("four"), version: 2, ..new };
        let reads = room::new_version(k, &firm.petra, &reads, pieces(&pdf("neu"))).await;
        assert_eq!(reads, Err(Error::Forbidden));
        for (number, expected) in [(Some(1), "alt"), (Some(2), "neu"), (None, "neu")] {
            let opened = room::open_document(k, &firm.jonas, &id, number).await.unwrap();
            assert_eq!(read(opened).await.unwrap(), pdf(expected));
        }
        let seen = room::document(k, &firm.jonas, &id).await.unwrap();
        assert_eq!((seen.versions.len(), seen.head.latest.number), (2, 2));
        assert_eq!(seen.head.until, Date::constant(2033, 12, 31), "counted from the latest");
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn every_version_of_an_offer_that_is_sent_is_in_the_archive_once() {
    block(async {
        let deal = Deal::new().await;
        let k = deal.k();
        let quote = deal.sent().await;
        outbox::drain(k).await.unwrap();
        deal.edit(&deal.tobias, &quote, |edit| edit.title = "Bagger, neu".into()).await.unwrap();
        deal.send(&deal.tobias, &quote).await.unwrap();
        outbox::drain(k).await.unwrap();
        let offers = DocumentFilter { kind: Some(DocumentKind::Offer), ..DocumentFilter::default() };
        let found = room::documents(k, &deal.firm.jonas, &offers).await.unwrap().items;
        let files: Vec<_> = found.iter().map(|d| d.latest.file.clone()).collect();
        assert_eq!(files, [format!("{quote}-v2.pdf"), format!("{quote}-v1.pdf")]);
        let head = &found[0];
        assert_eq!(head.title, format!("Angebot {quote}, Fassung 2: Bagger, neu"));
        assert_eq!((head.until, head.latest.who.as_str()), (Date::constant(2032, 12, 31), "Kontor"));
        assert!(quote.as_str().starts_with(head.case.as_ref().unwrap().as_str()));
        let opened = room::open_document(k, &deal.firm.jonas, &head.id, None).await.unwrap();
        assert!(read(opened).await.unwrap().starts_with(b"%PDF-"));
        assert_eq!(room::document(k, &buyer("steiner"), &head.id).await.err(), Some(Error::NotFound));
        // What was issued is not replaced.
        let new = NewVersion {
            key: IdempotencyKey::new("new"),
            document: head.id.clone(),
            version: 1,
            file: "x.pdf".into(),
        };
        let replaced = room::new_version(k, &deal.tobias, &new, pieces(&pdf("x"))).await;
        assert_eq!(replaced, Err(Error::conflict(Problem::WrongState)));
        assert_eq!(verify(k).await.damage, []);
    });
}
