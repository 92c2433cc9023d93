//! The archive: what comes in stays as it was, is there for whom it is for, goes when it may, and nothing changes without a trace.

use std::io::Read as _;
use std::path::PathBuf;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::SignedDuration;
use kontor_domain::accounts::rules::{Allowance, BusinessUnit, Member};
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::cases::{CaseStep, ChangeCase};
use kontor_domain::documents::{
    ChainFault, ChainStep, Damage, DeleteDocument, DocumentFilter, DocumentKind, DocumentState, HoldDocument,
    MAX_UPLOAD, Media, NewVersion, ReleaseHold, ShareDocument, UploadDocument, verify_chain,
};
use kontor_domain::{CompanyId, Date, DocumentId, Error, IdempotencyKey, Language, Problem};
use kontor_service::documents::{self as room, Incoming, OpenedDocument, Verified};
use kontor_service::{Kontor, cases, outbox};
use kontor_store::{Tx, Variables};

use crate::cases::{colleague, ordered};
use crate::deal::Deal;
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

async fn upload(k: &Kontor, actor: &Actor, key: &str, bytes: &[u8]) -> DocumentId {
    room::upload_document(k, actor, &command(key, "Bericht.pdf"), pieces(bytes)).await.unwrap()
}

/// The desk files something for Bauer.
async fn filed(k: &Kontor, desk: &Actor, key: &str, kind: DocumentKind, bytes: &[u8]) -> DocumentId {
    let company = Some(CompanyId::new("bauer"));
    let command = UploadDocument { company, kind, ..command(key, "Beleg.pdf") };
    room::upload_document(k, desk, &command, pieces(bytes)).await.unwrap()
}

async fn read(opened: OpenedDocument) -> Result<Vec<u8>, Error> {
    let pieces: Vec<Bytes> = opened.content.try_collect().await?;
    Ok(pieces.concat())
}

async fn list(k: &Kontor, actor: &Actor, filter: &DocumentFilter) -> Vec<DocumentId> {
    room::documents(k, actor, filter).await.unwrap().items.into_iter().map(|d| d.id).collect()
}

async fn all(k: &Kontor, actor: &Actor) -> Vec<DocumentId> {
    list(k, actor, &DocumentFilter::default()).await
}

async fn verify(k: &Kontor) -> Verified {
    room::verify(k, &system()).await.unwrap()
}

/// The files of the content store.
fn files(k: &Kontor) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![k.archive.blobs.kept_folder()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            if entry.path().is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found
}

/// What is on its way in.
fn incoming(k: &Kontor) -> usize {
    std::fs::read_dir(k.settings.data.join("documents/incoming")).map_or(0, Iterator::count)
}

async fn version(k: &Kontor, id: &DocumentId) -> i64 {
    room::document(k, &dealer(Role::Manager), id).await.unwrap().head.version
}

fn years(k: &Kontor, years: i64) {
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
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let unit = |id: &str| BusinessUnit { id: id.into(), name: id.into(), budget: None, chain: vec![] };
        firm.rule(|rules| {
            rules.units = vec![unit("kanal"), unit("hof")];
            rules.members = vec![Member {
                person: firm.jonas.person().unwrap().clone(),
                allowance: Allowance { unit: "kanal".into(), limit: None },
            }];
        })
        .await;
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
fn a_document_goes_after_its_retention_by_a_job_that_leaves_a_protocol() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Manager);
        let id = filed(k, &jana, "one", DocumentKind::Invoice, &pdf("R1")).await;
        let twin = filed(k, &jana, "two", DocumentKind::Manual, &pdf("R1")).await;
        let alone = filed(k, &jana, "three", DocumentKind::Offer, &pdf("A1")).await;
        let delete = |document: &DocumentId, version| DeleteDocument {
            document: document.clone(),
            version,
            reason: "Frist abgelaufen".into(),
        };
        let runs = room::delete_document(k, &keeper, &delete(&id, 1)).await;
        let until = Date::constant(2034, 12, 31);
        assert_eq!(runs, Err(Error::conflict(Problem::RetentionRuns { until })));
        // November 2034: the year is not over.
        years(k, 8);
        assert_eq!(room::delete_document(k, &keeper, &delete(&id, 1)).await, runs);
        years(k, 1);
        let silent = DeleteDocument { reason: " ".into(), ..delete(&id, 1) };
        let refused = room::delete_document(k, &keeper, &silent).await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::Required));
        for document in [&id, &alone] {
            room::delete_document(k, &keeper, &delete(document, 1)).await.unwrap();
            let going = room::document(k, &keeper, document).await.unwrap();
            assert_eq!((going.head.state, going.may_change), (DocumentState::Going, false));
        }
        outbox::drain(k).await.unwrap();
        for document in [&id, &alone] {
            assert_eq!(room::document(k, &keeper, document).await.err(), Some(Error::NotFound));
        }
        assert_eq!(files(k).len(), 1, "the manual is the same file and stays ten years");
        let opened = room::open_document(k, &firm.jonas, &twin, None).await.unwrap();
        assert_eq!(read(opened).await.unwrap(), pdf("R1"));

        let chain = room::chain(k, &keeper, 0).await.unwrap().items;
        let protocol = chain.iter().find(|e| e.what == ChainStep::Deleted && e.document == id).unwrap();
        assert_eq!(protocol.facts, "versions=1;kind=invoice;until=2034-12-31");
        assert_eq!(protocol.content.len(), 64);
        let sql = "SELECT VALUE what FROM event WHERE subject = $subject ORDER BY seq";
        let mut vars = Variables::new();
        vars.insert("subject", format!("document:{id}"));
        let told: Vec<String> = k.store.rows(sql, vars).await.unwrap();
        assert_eq!(told, ["document_archived", "document_let_go", "document_deleted"]);
        assert_eq!(verify(k).await.damage, [], "what went as it should is no damage");
    });
}

#[test]
fn a_hold_keeps_it_also_when_its_deletion_was_decided_already() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Admin);
        let id = filed(k, &jana, "one", DocumentKind::Offer, &pdf("A1")).await;
        years(k, 20);
        let hold = async |reason: &str| {
            let (document, version) = (id.clone(), version(k, &id).await);
            let hold = HoldDocument { document, version, reason: reason.into() };
            room::hold_document(k, &keeper, &hold).await
        };
        let delete = async || {
            let (document, version) = (id.clone(), version(k, &id).await);
            let delete = DeleteDocument { document, version, reason: "Frist".into() };
            room::delete_document(k, &keeper, &delete).await
        };
        let refused = hold(" ").await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::Required));
        delete().await.unwrap();
        hold("Rechtsstreit mit Bauer").await.unwrap();
        outbox::drain(k).await.unwrap();
        let seen = room::document(k, &jana, &id).await.unwrap();
        assert_eq!((seen.head.held, seen.head.state), (true, DocumentState::Kept));
        assert_eq!(seen.hold.unwrap().reason, "Rechtsstreit mit Bauer");
        let customer = format!("{:?}", room::document(k, &firm.boss, &id).await.unwrap());
        assert!(!customer.contains("Rechtsstreit"), "why is the desk's own");
        assert_eq!(delete().await, Err(Error::conflict(Problem::OnHold)));
        assert_eq!(hold("noch einer").await, Err(Error::conflict(Problem::AlreadyDone)));
        let release = ReleaseHold { document: id.clone(), version: version(k, &id).await };
        room::release_hold(k, &keeper, &release).await.unwrap();
        delete().await.unwrap();
        outbox::drain(k).await.unwrap();
        assert_eq!(room::document(k, &keeper, &id).await.err(), Some(Error::NotFound));
        let steps: Vec<_> = room::chain(k, &keeper, 0).await.unwrap().items;
        let steps: Vec<_> = steps.iter().map(|e| e.what).filter(|w| *w != ChainStep::DayClosed).collect();
        assert_eq!(steps, [ChainStep::Archived, ChainStep::Held, ChainStep::Released, ChainStep::Deleted]);
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn a_flipped_byte_is_found_named_never_served_whole_and_healed_by_the_same_file() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        // Longer than what is read at once: only its end can tell.
        let bytes = pdf(&"Seite ".repeat(20_000));
        let id = upload(k, &firm.jonas, "one", &bytes).await;
        upload(k, &firm.jonas, "two", &pdf("anderes")).await;
        let hash = room::document(k, &firm.jonas, &id).await.unwrap().head.latest.hash;
        let file = files(k).into_iter().find(|file| file.ends_with(&hash)).unwrap();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            std::fs::write(&file, &altered).unwrap();
            let damage = verify(k).await.damage;
            let [Damage::BytesAltered { document, number: 1, hash: named, found }] = damage.as_slice() else {
                panic!("{damage:?}")
            };
            assert_eq!((document, named), (&id, &hash));
            assert_ne!(found, &hash);
            let opened = room::open_document(k, &firm.jonas, &id, None).await.unwrap();
            assert!(matches!(read(opened).await, Err(Error::Internal { .. })));
        }
        std::fs::remove_file(&file).unwrap();
        let missing = Damage::BytesMissing { document: id.clone(), number: 1, hash };
        assert_eq!(verify(k).await.damage, [missing]);
        assert!(room::open_document(k, &firm.jonas, &id, None).await.is_err());
        upload(k, &firm.jonas, "three", &bytes).await;
        assert_eq!(verify(k).await.damage, []);
    });
}

/// Changes the store behind the program's back.
async fn tamper(k: &Kontor, statement: &str) {
    let mut tx = Tx::new();
    tx.push(statement);
    k.store.transact(&tx).await.unwrap();
}

#[test]
fn what_is_changed_in_the_store_behind_our_back_is_found_and_named() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Manager);
        let mut ids = Vec::new();
        for n in 0..5 {
            let name = n.to_string();
            ids.push(filed(k, &jana, &name, DocumentKind::Invoice, &pdf(&name)).await);
        }
        let hold = HoldDocument { document: ids[4].clone(), version: 1, reason: "x".into() };
        room::hold_document(k, &keeper, &hold).await.unwrap();
        assert_eq!(verify(k).await.damage, []);
        let of = |damage: &Damage| match damage {
            Damage::FactsAltered { document, .. } => format!("facts {document}"),
            Damage::RecordMissing { document, seq, .. } => format!("gone {document} {seq}"),
            Damage::NotInChain { document, .. } => format!("unknown {document}"),
            Damage::Chain { fault } => format!("{fault:?}"),
            other => format!("{other:?}"),
        };
        // A shorter retention, another customer, a hold that nobody released, a record that is gone.
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|n| ids[n].to_string());
        tamper(k, &format!("UPDATE document:`{a}` SET data.head.kind = 'offer', kind = 'offer'")).await;
        tamper(k, &format!("UPDATE document:`{b}` SET company = 'steiner', reader = 'steiner'")).await;
        tamper(k, &format!("UPDATE document:`{e}` SET data.head.held = false")).await;
        tamper(k, &format!("DELETE document:`{c}`")).await;
        let found = verify(k).await.damage;
        let found: Vec<_> = found.iter().map(of).collect();
        assert_eq!(
            found,
            [format!("facts {a}"), format!("facts {b}"), format!("facts {e}"), format!("gone {c} 3")]
        );
        // The entry of one that is still there, and one that comes from nowhere.
        tamper(k, "DELETE archive_chain:`000000000004`").await;
        let found = verify(k).await.damage;
        assert!(found.contains(&Damage::Chain { fault: ChainFault::Missing { from: 4, to: 4 } }));
        assert!(found.iter().any(|damage| of(damage) == format!("unknown {d}")));
        tamper(k, "UPDATE archive_chain:`000000000002` SET data.facts = 'kind=offer'").await;
        let found = verify(k).await.damage;
        assert!(found.contains(&Damage::Chain { fault: ChainFault::Altered { seq: 2 } }));
    });
}

#[test]
fn an_entry_that_lies_about_its_place_is_named_and_nothing_else() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        for n in ["1", "2", "3"] {
            upload(k, &firm.jonas, n, &pdf(n)).await;
        }
        tamper(k, "UPDATE archive_chain:`000000000003` SET data.seq = 1").await;
        let fault = |fault| Damage::Chain { fault };
        let expected = [fault(ChainFault::Misplaced { seq: 1 }), fault(ChainFault::Altered { seq: 1 })];
        assert_eq!(verify(k).await.damage, expected);
    });
}

#[test]
fn a_link_is_good_for_some_days_and_some_openings_and_its_secret_stands_nowhere() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = upload(k, &firm.jonas, "one", &pdf("geteilt")).await;
        let share = |key: &str, days, opens| ShareDocument {
            key: IdempotencyKey::new(key),
            document: id.clone(),
            days,
            opens,
        };
        let secret = |address: &str| address.rsplit('/').next().unwrap().to_owned();
        let address = room::share_document(k, &firm.jonas, &share("a", 7, 2)).await.unwrap();
        assert!(address.starts_with(&format!("{}/share/", k.settings.base_url)), "{address}");
        let again = room::share_document(k, &firm.jonas, &share("a", 7, 2)).await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)), "told once");
        let link = secret(&address);
        // The version that was shared, also when there is a newer one.
        let new = NewVersion {
            key: IdempotencyKey::new("b"),
            document: id.clone(),
            version: 1,
            file: "b.pdf".into(),
        };
        room::new_version(k, &firm.jonas, &new, pieces(&pdf("neu"))).await.unwrap();
        for left in [1, 0] {
            let opened = room::open_share(k, &link, "192.0.2.9", Language::De).await.unwrap();
            assert_eq!(read(opened).await.unwrap(), pdf("geteilt"));
            let shares = room::document(k, &firm.jonas, &id).await.unwrap().shares;
            assert_eq!(shares.first().map_or(0, |share| share.left), left);
        }
        let none = Some(Error::NotFound);
        assert_eq!(room::open_share(k, &link, "192.0.2.9", Language::De).await.err(), none, "used up");

        let late = secret(&room::share_document(k, &firm.jonas, &share("c", 3, 9)).await.unwrap());
        k.clock.advance(SignedDuration::from_hours(71));
        assert!(room::open_share(k, &late, "192.0.2.9", Language::De).await.is_ok());
        k.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(room::open_share(k, &late, "192.0.2.9", Language::De).await.err(), none, "over");

        let wrong = secret(&room::share_document(k, &firm.jonas, &share("d", 3, 9)).await.unwrap());
        let shares = room::document(k, &firm.jonas, &id).await.unwrap().shares;
        assert_eq!(shares.len(), 1, "those that are good");
        assert_eq!(room::end_share(k, &firm.petra, &id, &shares[0].id).await, Err(Error::Forbidden));
        room::end_share(k, &firm.jonas, &id, &shares[0].id).await.unwrap();
        assert_eq!(room::open_share(k, &wrong, "192.0.2.9", Language::De).await.err(), none, "ended");
        for guess in ["", "x", "Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA"] {
            assert_eq!(room::open_share(k, guess, "192.0.2.9", Language::De).await.err(), none);
        }
        for (days, opens, field) in [(0, 1, "days"), (91, 1, "days"), (1, 0, "opens"), (1, 101, "opens")] {
            let refused = room::share_document(k, &firm.jonas, &share("e", days, opens)).await.unwrap_err();
            assert!(refused.field(field).is_some(), "{days} {opens}");
        }
        let refused = room::share_document(k, &firm.petra, &share("f", 1, 1)).await;
        assert_eq!(refused, Err(Error::Forbidden), "who only reads gives nothing away");
        let sql = "SELECT VALUE <string>{ id: id, all: $this } FROM document_share, event, op, archive_chain";
        let rows: Vec<String> = k.store.rows(sql, Variables::new()).await.unwrap();
        assert!(
            rows.len() > 5 && !rows.iter().any(|r| [&link, &late, &wrong].iter().any(|s| r.contains(*s)))
        );
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn the_last_opening_of_a_link_goes_to_one_of_many_who_come_at_once() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let document = upload(k, &firm.jonas, "one", &pdf("x")).await;
        let share = ShareDocument { key: IdempotencyKey::new("a"), document, days: 1, opens: 3 };
        let address = room::share_document(k, &firm.jonas, &share).await.unwrap();
        let mut readers = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (k, secret) = (k.clone(), address.rsplit('/').next().unwrap().to_owned());
            readers
                .spawn(async move { room::open_share(&k, &secret, "192.0.2.9", Language::En).await.is_ok() });
        }
        let opened = readers.join_all().await.into_iter().filter(|opened| *opened).count();
        assert_eq!(opened, 3);
    });
}

#[test]
fn looking_at_a_link_tells_the_file_and_leaves_it_as_it_is() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let document = upload(k, &firm.jonas, "one", &pdf("x")).await;
        let share = ShareDocument { key: IdempotencyKey::new("a"), document, days: 1, opens: 1 };
        let address = room::share_document(k, &firm.jonas, &share).await.unwrap();
        let secret = address.rsplit('/').next().unwrap();
        for _ in 0..3 {
            let seen = room::shared_document(k, secret, "192.0.2.9").await.unwrap();
            assert_eq!((seen.file.as_str(), seen.bytes), ("Bericht.pdf", pdf("x").len() as u64));
            assert_eq!(seen.until, k.clock.local().saturating_add(jiff::Span::new().days(1)));
        }
        room::open_share(k, secret, "192.0.2.9", Language::De).await.unwrap();
        assert_eq!(room::shared_document(k, secret, "192.0.2.9").await, Err(Error::NotFound));
        // Who tries many from one place waits, whether the next one is good or not; elsewhere nobody notices.
        for _ in 0..45 {
            let guess = room::shared_document(k, "x", "192.0.2.9").await;
            assert_eq!(guess, Err(Error::NotFound));
        }
        let late = room::open_share(k, secret, "192.0.2.9", Language::De).await;
        assert_eq!(late.err(), Some(Error::RateLimited { seconds: 900 }));
        assert_eq!(room::shared_document(k, secret, "192.0.2.10").await, Err(Error::NotFound));
    });
}

#[test]
fn a_selection_with_a_damaged_file_is_never_taken_for_a_whole_one() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let good = upload(k, &firm.jonas, "one", &pdf("eins")).await;
        let bad = upload(k, &firm.jonas, "two", &pdf("zwei")).await;
        let zip = unpacked(room::export_selection(k, &firm.petra, &[good.clone(), bad.clone()]).await).await;
        assert_eq!(zip.keys().collect::<Vec<_>>(), ["Bericht (2).pdf", "Bericht.pdf"]);
        let hash = room::document(k, &firm.jonas, &bad).await.unwrap().head.latest.hash;
        let file = files(k).into_iter().find(|file| file.ends_with(&hash)).unwrap();
        std::fs::write(file, pdf("mist")).unwrap();
        let pieces = room::export_selection(k, &firm.petra, &[good, bad]).await.unwrap();
        assert!(pieces.try_collect::<Vec<_>>().await.is_err());
    });
}

/// What an export holds.
async fn unzipped(
    k: &std::sync::Arc<Kontor>,
    actor: &Actor,
    filter: &DocumentFilter,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    unpacked(room::export(k, actor, filter).await).await
}

async fn unpacked(
    packed: Result<stream::BoxStream<'static, Result<Bytes, Error>>, Error>,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    let pieces: Vec<Bytes> = packed.unwrap().try_collect().await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(pieces.concat())).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn an_export_has_every_version_an_index_and_for_who_keeps_the_archive_the_chain() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let title = "=HYPERLINK(\"http://x\")";
        let named = UploadDocument { title: title.into(), ..command("one", "Bericht.pdf") };
        let id = room::upload_document(k, &firm.jonas, &named, pieces(&pdf("eins"))).await.unwrap();
        let new = NewVersion {
            key: IdempotencyKey::new("two"),
            document: id.clone(),
            version: 1,
            file: "Bericht.pdf".into(),
        };
        room::new_version(k, &firm.jonas, &new, pieces(&pdf("zwei"))).await.unwrap();
        for n in 0..30 {
            filed(k, &jana, &format!("more-{n}"), DocumentKind::Invoice, &pdf(&n.to_string())).await;
        }
        let keeper = dealer(Role::Admin);
        let zip = unzipped(k, &keeper, &DocumentFilter::default()).await;
        assert_eq!(zip.len(), 32 + 3, "more than a page of the list");
        for (number, words) in [(1, "eins"), (2, "zwei")] {
            let path = format!("documents/2026-11-24_upload_{id}_v{number}_Bericht.pdf");
            assert_eq!(zip[&path], pdf(words));
        }
        let index: serde_json::Value = serde_json::from_slice(&zip["index.json"]).unwrap();
        let lines = index.as_array().unwrap();
        assert_eq!(lines.len(), 32);
        let line = lines.iter().find(|l| l["document"] == id.as_str() && l["version"] == 2).unwrap();
        assert_eq!((&line["title"], &line["damaged"]), (&title.into(), &false.into()));
        assert_eq!(line["kept_until"], "2032-12-31");
        let csv = String::from_utf8(zip["index.csv"].clone()).unwrap();
        assert_eq!(csv.lines().count(), 33);
        assert!(csv.contains("'=HYPERLINK"), "nobody's spreadsheet computes what somebody typed");
        let chain = String::from_utf8(zip["chain.jsonl"].clone()).unwrap();
        let chain: Vec<_> = chain.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((chain.len(), verify_chain(&chain)), (32, vec![]));

        // A file that is damaged is named; the others are whole.
        let hash = line["sha256"].as_str().unwrap();
        let file = files(k).into_iter().find(|file| file.ends_with(hash)).unwrap();
        std::fs::remove_file(file).unwrap();
        let uploads = DocumentFilter { kind: Some(DocumentKind::Upload), ..DocumentFilter::default() };
        let zip = unzipped(k, &firm.jonas, &uploads).await;
        assert!(!zip.contains_key("chain.jsonl"));
        let index: serde_json::Value = serde_json::from_slice(&zip["index.json"]).unwrap();
        let damaged: Vec<_> = index.as_array().unwrap().iter().map(|l| l["damaged"].clone()).collect();
        assert_eq!(damaged, [false, true]);
        assert_eq!(zip.len(), 1 + 2);
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

#[test]
fn a_day_is_closed_once_when_it_is_over_whoever_comes_first() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        assert!(!room::upkeep(k).await.unwrap().closed, "nothing to close");
        upload(k, &firm.jonas, "one", &pdf("1")).await;
        assert!(!room::upkeep(k).await.unwrap().closed, "the day is not over");
        k.clock.advance(SignedDuration::from_hours(24));
        assert!(room::upkeep(k).await.unwrap().closed);
        assert!(!room::upkeep(k).await.unwrap().closed, "once");
        upload(k, &firm.jonas, "two", &pdf("2")).await;
        // The program was down over the weekend; the next entry closes the day before.
        k.clock.advance(SignedDuration::from_hours(72));
        upload(k, &firm.jonas, "three", &pdf("3")).await;
        let chain = room::chain(k, &dealer(Role::Admin), 0).await.unwrap().items;
        let steps: Vec<_> = chain.iter().map(|entry| entry.what).collect();
        let (archived, closed) = (ChainStep::Archived, ChainStep::DayClosed);
        assert_eq!(steps, [archived, closed, archived, closed, archived]);
        assert_eq!(chain[1].facts, format!("day=2026-11-24;head={}", chain[0].hash));
        assert_eq!(chain[3].facts, format!("day=2026-11-25;head={}", chain[2].hash));
        let seen = verify(k).await;
        assert_eq!((seen.damage, seen.entries, seen.head), (vec![], 5, chain[4].hash.clone()));
    });
}

#[test]
fn bytes_that_nobody_names_are_swept_after_a_day_and_no_others() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = upload(k, &firm.jonas, "one", &pdf("bleibt")).await;
        // What a process leaves that dies between the bytes and the record, and while it receives.
        let orphan = k.archive.blobs.kept_folder().join("ab").join("ab".repeat(32));
        std::fs::create_dir_all(orphan.parent().unwrap()).unwrap();
        std::fs::write(&orphan, "verwaist").unwrap();
        let half = k.settings.data.join("documents/incoming/HALF#1");
        std::fs::create_dir_all(half.parent().unwrap()).unwrap();
        std::fs::write(&half, "halb").unwrap();
        // The clock of the files is the system's, and no test knows how late it is there.
        years(k, 100);
        let done = room::upkeep(k).await.unwrap();
        assert_eq!((done.orphans, done.broken_off), (1, 1));
        assert!(!orphan.exists() && !half.exists());
        let opened = room::open_document(k, &firm.jonas, &id, None).await.unwrap();
        assert_eq!(read(opened).await.unwrap(), pdf("bleibt"));
        assert_eq!(verify(k).await.damage, []);
    });
}
