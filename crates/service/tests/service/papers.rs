//! What leaves the house on paper is in the archive as it left: confirmations and delivery notes.

use std::io::Write as _;
use std::process::{Command, Stdio};

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::documents::{DocumentFilter, DocumentKind, DocumentSummary};
use kontor_domain::orders::{ConfirmOrder, MovedLine, OrderView};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{Date, Error, IdempotencyKey, Quantity};
use kontor_service::{Kontor, documents, orders, outbox, shipments};

use crate::documents::read;
use crate::shop::{Shop, block, buyer, dealer, place};

async fn of_kind(k: &Kontor, actor: &Actor, kind: DocumentKind) -> Vec<DocumentSummary> {
    let filter = DocumentFilter { kind: Some(kind), ..DocumentFilter::default() };
    documents::documents(k, actor, &filter).await.unwrap().items
}

/// What poppler reads on the paper.
async fn words(k: &Kontor, actor: &Actor, head: &DocumentSummary) -> String {
    let pdf = read(documents::open_document(k, actor, &head.id, None).await.unwrap()).await.unwrap();
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext (make seal-packages)");
    reader.stdin.take().unwrap().write_all(&pdf).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

async fn placed(shop: &Shop, quantity: i64) -> OrderView {
    shop.add(&buyer("bauer"), "HY-4711.20-F", quantity).await;
    orders::place_order(&shop.kontor, &buyer("bauer"), &place("papers")).await.unwrap()
}

fn parcel(order: &OrderView, version: i64, quantity: i64) -> ShipOrder {
    ShipOrder {
        key: IdempotencyKey::new(format!("parcel-{version}")),
        order: order.id.clone(),
        version,
        carrier: "DPD".into(),
        tracking: format!("0123456{version}"),
        lines: vec![(1, Quantity::of(quantity))],
        ..ShipOrder::default()
    }
}

#[test]
fn every_confirmation_is_in_the_archive_as_it_was_sent() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let (desk, customer) = (dealer(Role::Support), buyer("bauer"));
        let order = placed(&shop, 5).await;
        let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
        let first = orders::confirm_order(k, &desk, &confirm).await.unwrap();
        let moved = MovedLine {
            position: 1,
            date: Date::constant(2026, 12, 23),
            reason: "Hersteller liefert später".into(),
        };
        let again = ConfirmOrder { order: order.id.clone(), version: first.version, moved: vec![moved] };
        orders::confirm_order(k, &desk, &again).await.unwrap();
        // Both wait in the outbox until now, and each still says what was confirmed with it.
        outbox::drain(k).await.unwrap();

        let kept = of_kind(k, &customer, DocumentKind::OrderConfirmation).await;
        assert_eq!(kept.len(), 2);
        for head in &kept {
            assert_eq!(head.title, format!("Auftragsbestätigung {}", order.case));
            assert_eq!(head.case.as_ref(), Some(&order.case));
        }
        let (newest, oldest) = (words(k, &customer, &kept[0]).await, words(k, &customer, &kept[1]).await);
        let (newest, oldest) =
            if newest.contains("Hersteller") { (newest, oldest) } else { (oldest, newest) };
        assert!(newest.contains("Lieferung am 23.12.2026: Hersteller liefert später"), "{newest}");
        assert!(!oldest.contains("23.12.2026"), "{oldest}");
        for words in [&newest, &oldest] {
            assert!(words.contains("HY-4711.20-F") && words.contains("Gesamtbetrag"), "{words}");
        }
        assert_eq!(of_kind(k, &buyer("steiner"), DocumentKind::OrderConfirmation).await, []);
        assert_eq!(documents::document(k, &buyer("steiner"), &kept[0].id).await.err(), Some(Error::NotFound));
    });
}

#[test]
fn every_parcel_leaves_its_delivery_note_in_the_archive() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let (desk, customer) = (dealer(Role::Support), buyer("bauer"));
        let order = placed(&shop, 5).await;
        let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
        let confirmed = orders::confirm_order(k, &desk, &confirm).await.unwrap();
        let first = shipments::ship_order(k, &desk, &parcel(&order, confirmed.version, 2)).await.unwrap();
        outbox::drain(k).await.unwrap();
        k.clock.advance(jiff::SignedDuration::from_hours(1));
        shipments::ship_order(k, &desk, &parcel(&order, first.version, 3)).await.unwrap();
        outbox::drain(k).await.unwrap();

        let kept = of_kind(k, &customer, DocumentKind::DeliveryNote).await;
        let mut titles: Vec<_> = kept.iter().map(|head| head.title.clone()).collect();
        titles.sort();
        assert_eq!(titles, [1, 2].map(|number| format!("Lieferschein {}-{number}", order.case)));
        let second = kept.iter().find(|head| head.title.ends_with("-2")).unwrap();
        let words = words(k, &customer, second).await;
        assert!(words.contains("HY-4711.20-F") && words.contains("3 Stück"), "{words}");
        assert!(words.contains(&format!("0123456{}", first.version)), "{words}");
        assert!(!words.contains('€') && !words.contains("EUR"), "no prices: {words}");
    });
}
