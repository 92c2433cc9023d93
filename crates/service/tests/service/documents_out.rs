//! Documents for people outside, several at once, and all of them.

use std::io::Read as _;

use bytes::Bytes;
use futures::{TryStreamExt as _, stream};
use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::documents::{
    DocumentFilter, DocumentKind, NewVersion, ShareDocument, UploadDocument, verify_chain,
};
use kontor_domain::{Error, IdempotencyKey, Language, Problem};
use kontor_service::Kontor;
use kontor_service::documents as room;
use kontor_store::Variables;

use crate::cases::colleague;
use crate::documents::{command, filed, files, pdf, pieces, read, upload, verify};
use crate::rules::Firm;
use crate::shop::{block, dealer};

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
pub async fn unzipped(
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
