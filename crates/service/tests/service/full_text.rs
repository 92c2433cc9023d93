//! The full text of the archive: what stands in a document finds it, for whom it is for and as long as it is there.

use std::fmt::Write as _;

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::cases::{CaseStep, ChangeCase};
use kontor_domain::documents::{
    DeleteDocument, DocumentFilter, DocumentKind, DocumentSummary, NewVersion, UploadDocument,
};
use kontor_domain::{CompanyId, DocumentId, Error, IdempotencyKey};
use kontor_service::{Kontor, cases, documents as room, outbox};

use crate::cases::{colleague, ordered};
use crate::documents::{command, pdf, pieces};
use crate::rules::Firm;
use crate::shop::{block, buyer, customer, dealer};

/// A PDF with these words on its page.
pub fn page(words: &str) -> Vec<u8> {
    // Helvetica with the eight bits of Windows, as office programs write it.
    let words: String = words
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\{:03o}", u32::from(c)) })
        .collect();
    let content = format!("BT /F 10 Tf 72 700 Td ({words}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let (mut file, mut places) = (String::from("%PDF-1.7\n"), String::new());
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    let head = "xref\n0 6\n0000000000 65535 f \n";
    let _ = write!(file, "{head}{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// Sends it in and has it read.
async fn send(k: &Kontor, actor: &Actor, command: &UploadDocument, words: &str) -> DocumentId {
    let id = room::upload_document(k, actor, command, pieces(&page(words))).await.unwrap();
    outbox::drain(k).await.unwrap();
    id
}

fn words(text: &str) -> DocumentFilter {
    DocumentFilter { text: text.into(), ..DocumentFilter::default() }
}

async fn ask(k: &Kontor, actor: &Actor, filter: &DocumentFilter) -> Vec<DocumentSummary> {
    room::documents(k, actor, filter).await.unwrap().items
}

async fn found(k: &Kontor, actor: &Actor, text: &str) -> Vec<DocumentId> {
    ask(k, actor, &words(text)).await.into_iter().map(|document| document.id).collect()
}

#[test]
fn a_word_inside_a_pdf_finds_it_in_every_form_and_shows_where_it_stands() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let text = "Die Hydraulikschläuche am Löffelstiel wurden geprüft, Teil HY-4711.20-F ersetzt";
        let id = send(k, &firm.jonas, &command("one", "Bericht.pdf"), text).await;
        for actor in [&firm.jonas, &firm.boss, &jana] {
            for text in ["hydraulikschlauch", "Löffelst", "GEPRUEFT bericht", "hy471120f", "Teile ersetzt"] {
                assert_eq!(found(k, actor, text).await, std::slice::from_ref(&id), "{text}");
            }
            assert!(found(k, actor, "hydraulikschlauch pumpe").await.is_empty());
        }
        let one = ask(k, &firm.jonas, &words("geprueft hydraulikschlauch")).await.remove(0);
        let (hits, all): (Vec<_>, Vec<_>) = (
            one.snippet.iter().filter(|part| part.hit).map(|part| part.text.as_str()).collect(),
            one.snippet.iter().map(|part| part.text.as_str()).collect(),
        );
        assert_eq!(hits, ["Hydraulikschläuche", "geprüft"]);
        assert_eq!(all.concat(), text);
        let by_title = ask(k, &firm.jonas, &words("bericht")).await.remove(0);
        assert_eq!((by_title.id, by_title.snippet), (id, vec![]), "the title stands above anyway");
    });
}

#[test]
fn texts_tables_and_office_files_are_read_and_what_cannot_be_read_is_found_by_its_title() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let mut ids = Vec::new();
        for (file, bytes) in [
            ("notiz.txt", b"Pr\xfcfung am Mittwoch".to_vec()),
            ("teile.csv", b"Nummer;Name\n4711;Dichtungssatz\n".to_vec()),
            (
                "rechnung.xml",
                "<?xml version=\"1.0\"?><Invoice><Note>Gerüst&amp;Kran</Note></Invoice>".as_bytes().to_vec(),
            ),
            ("leer.pdf", pdf("keine Seite")),
        ] {
            let sent = room::upload_document(k, &firm.jonas, &command(file, file), pieces(&bytes)).await;
            ids.push(sent.unwrap());
        }
        outbox::drain(k).await.unwrap();
        for (text, at) in [("prüfungen", 0), ("dichtungss", 1), ("4711", 1), ("gerüst kran", 2), ("leer", 3)]
        {
            assert_eq!(found(k, &firm.jonas, text).await, [ids[at].clone()], "{text}");
        }
        assert_eq!(outbox::pending(k).await.unwrap(), outbox::Pending::default(), "nothing is tried again");
    });
}

#[test]
fn what_is_not_for_somebody_is_not_found_by_its_words() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let case = ordered(&firm).await;
        let in_case = UploadDocument { case: Some(case.clone()), ..command("one", "a.pdf") };
        let secret = send(k, &firm.jonas, &in_case, "Kettenbagger geheim").await;
        let company = Some(CompanyId::new("bauer"));
        let inside = UploadDocument { company: company.clone(), inside: true, ..command("two", "b.pdf") };
        let inside = send(k, &jana, &inside, "Kettenbagger Kalkulation").await;
        let theirs = send(k, &buyer("steiner"), &command("three", "c.pdf"), "Kettenbagger Steiner").await;

        assert_eq!(found(k, &firm.boss, "kettenbagger").await, std::slice::from_ref(&secret));
        let steiner = customer("steiner", Role::CompanyAdmin);
        assert_eq!(found(k, &steiner, "kettenbagger").await, std::slice::from_ref(&theirs));
        assert_eq!(found(k, &jana, "kettenbagger").await, [theirs, inside, secret.clone()]);
        let foreign = DocumentFilter { company, ..words("kettenbagger") };
        let outside = customer("steiner", Role::CompanyAdmin);
        assert_eq!(room::documents(k, &outside, &foreign).await.err(), Some(Error::NotFound));

        let version = cases::case(k, &firm.jonas, &case, None).await.unwrap().version;
        let hide = ChangeCase { case, version, step: CaseStep::Confidential { on: true } };
        cases::change_case(k, &firm.jonas, &hide).await.unwrap();
        assert!(found(k, &firm.boss, "geheim").await.is_empty());
        assert_eq!(found(k, &firm.jonas, "geheim").await, [secret]);
    });
}

#[test]
fn who_is_of_a_unit_finds_what_is_of_it_and_of_none() {
    block(async {
        let firm = Firm::with_units().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let company = Some(CompanyId::new("bauer"));
        let mut ids = Vec::new();
        for (key, unit) in [("one", "kanal"), ("two", "hof"), ("three", "")] {
            let command =
                UploadDocument { company: company.clone(), unit: unit.into(), ..command(key, "a.pdf") };
            ids.push(send(k, &jana, &command, "Radlader").await);
        }
        assert_eq!(found(k, &firm.jonas, "radlader").await, [ids[2].clone(), ids[0].clone()]);
        assert_eq!(found(k, &firm.boss, "radlader").await.len(), 3);
    });
}

#[test]
fn a_new_version_is_found_by_its_own_words_and_what_is_deleted_by_none() {
    block(async {
        let firm = Firm::new().await;
        let (k, keeper) = (&firm.shop.kontor, dealer(Role::Manager));
        let id = send(k, &firm.jonas, &command("one", "Bericht.pdf"), "Kettenbagger").await;
        let new = NewVersion {
            key: IdempotencyKey::new("second"),
            document: id.clone(),
            version: 1,
            file: "Bericht.pdf".into(),
        };
        room::new_version(k, &firm.jonas, &new, pieces(&page("Radlader"))).await.unwrap();
        outbox::drain(k).await.unwrap();
        assert!(found(k, &firm.jonas, "kettenbagger").await.is_empty());
        assert_eq!(found(k, &firm.jonas, "radlader").await, std::slice::from_ref(&id));

        k.clock.advance(jiff::SignedDuration::from_hours(24 * 366 * 8));
        let delete = DeleteDocument { document: id, version: 2, reason: "Frist".into() };
        room::delete_document(k, &keeper, &delete).await.unwrap();
        outbox::drain(k).await.unwrap();
        assert!(
            found(k, &keeper, "radlader").await.is_empty() && found(k, &keeper, "bericht").await.is_empty()
        );
        assert_eq!(k.archive.index.count(), 0);
        assert_eq!(made(k), 0, "what was made of the bytes went with them");
    });
}

/// How many texts and pictures are kept.
fn made(k: &Kontor) -> usize {
    let folders =
        std::fs::read_dir(k.settings.data.join("documents/derived")).into_iter().flatten().flatten();
    folders.map(|folder| std::fs::read_dir(folder.path()).map_or(0, Iterator::count)).sum()
}

#[test]
fn words_and_filters_count_together_page_by_page() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let mut expected = Vec::new();
        for n in 0..60 {
            let kind = if n % 2 == 0 { DocumentKind::Manual } else { DocumentKind::Upload };
            let company = Some(CompanyId::new("bauer"));
            let command = UploadDocument { company, kind, ..command(&format!("many-{n}"), "a.txt") };
            let text = pieces(format!("Wartung {n}").as_bytes());
            let id = room::upload_document(k, &jana, &command, text).await.unwrap();
            if n % 2 == 0 {
                expected.insert(0, id);
            }
        }
        outbox::drain(k).await.unwrap();
        let mut filter = DocumentFilter { kind: Some(DocumentKind::Manual), ..words("wartungen") };
        let mut all = Vec::new();
        loop {
            let page = room::documents(k, &firm.jonas, &filter).await.unwrap();
            assert!(page.items.len() <= 25);
            all.extend(page.items.into_iter().map(|document| document.id));
            let Some(next) = page.next else { break };
            filter.after = Some(next);
        }
        assert_eq!(all, expected);
    });
}

#[test]
fn the_index_can_be_thrown_away_and_comes_back_from_store_and_files() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = send(k, &firm.jonas, &command("one", "Bericht.pdf"), "Kettenbagger").await;
        k.archive.index.apply(Vec::new(), &[id.to_string()]).unwrap();
        std::fs::remove_dir_all(k.settings.data.join("documents/derived")).unwrap();
        assert!(found(k, &firm.jonas, "kettenbagger").await.is_empty());
        assert_eq!(room::reindex(k, |_| {}).await.unwrap(), 1);
        assert_eq!(found(k, &firm.jonas, "kettenbagger").await, [id]);
    });
}

#[test]
fn a_page_has_a_picture_for_who_may_see_it_and_a_text_has_none() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = send(k, &firm.jonas, &command("one", "Bericht.pdf"), "Kettenbagger").await;
        for _ in 0..2 {
            let picture = room::preview(k, &firm.boss, &id, 1).await.unwrap().unwrap();
            assert!(picture.starts_with(b"\xff\xd8\xff") && picture.len() > 1_000);
        }
        let none = Some(Error::NotFound);
        assert_eq!(room::preview(k, &buyer("steiner"), &id, 1).await.err(), none);
        assert_eq!(room::preview(k, &firm.boss, &id, 2).await.err(), none);
        let text = room::upload_document(k, &firm.jonas, &command("two", "a.txt"), pieces(b"nur Text")).await;
        assert_eq!(room::preview(k, &firm.jonas, &text.unwrap(), 1).await, Ok(None));
        let broken =
            room::upload_document(k, &firm.jonas, &command("three", "b.pdf"), pieces(&pdf("x"))).await;
        assert_eq!(room::preview(k, &firm.jonas, &broken.unwrap(), 1).await, Ok(None));
    });
}
