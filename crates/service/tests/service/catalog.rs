//! Imports and search through the service, on real files.

use std::path::{Path, PathBuf};

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::catalog::{AvailabilityState, ImportMode, PartCode, PartData, PartNumber, SearchQuery};
use kontor_domain::pricing::ListKind;
use kontor_domain::{CategoryId, Date, Error, Language, Localized, Money, Quantity};
use kontor_service::catalog;

use crate::shop::{Shop, block, buyer, dealer, key};

fn shared(file: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = here.join("../exchange/tests/files").join(file);
    assert!(fixture.exists(), "{}", fixture.display());
    fixture
}

fn nobody() -> Actor {
    Actor::anonymous(Language::De)
}

async fn numbers(shop: &Shop, q: &str) -> Vec<String> {
    let query = SearchQuery { q: q.into(), ..SearchQuery::default() };
    let answer = catalog::search(&shop.kontor, &nobody(), &query).await.unwrap();
    answer.hits.into_iter().map(|h| h.number).collect()
}

#[test]
fn a_part_is_found_as_soon_as_the_outbox_has_run_with_the_customers_price_and_date() {
    block(async {
        let shop = Shop::new().await;
        shop.settle().await;
        assert_eq!(numbers(&shop, "hy4711 20").await, ["HY-4711.20-F"]);
        let query = SearchQuery { q: "rueckl".into(), ..SearchQuery::default() };
        let mine = catalog::search(&shop.kontor, &buyer("bauer"), &query).await.unwrap();
        let hit = &mine.hits[0];
        assert_eq!(hit.price.as_ref().unwrap().net, Money::cents(4860));
        assert_eq!(hit.availability.state, AvailabilityState::InStock);
        assert_eq!(hit.availability.date, Some(Date::constant(2026, 11, 25)));
        assert_eq!(hit.availability.place, "Ulm");
        let list = catalog::search(&shop.kontor, &nobody(), &query).await.unwrap();
        assert_eq!(list.hits[0].price.as_ref().unwrap().net, Money::cents(6200), "nobody sees list prices");
    });
}

#[test]
fn a_part_page_knows_its_successor_and_what_it_replaces() {
    block(async {
        let shop = Shop::new().await;
        shop.put(PartData {
            number: PartNumber::parse("HY-4711.10-S").unwrap(),
            name: Localized::new("Saugfilter", "Suction filter"),
            code: PartCode::Obsolete,
            replaced_by: Some(key("HY-4711.20-F")),
            ..PartData::default()
        })
        .await;
        let old = catalog::part(&shop.kontor, &nobody(), &key("hy-4711.10-s"), None).await.unwrap();
        assert_eq!(old.successor, Some((key("HY-4711.20-F"), "HY-4711.20-F".into())));
        assert_eq!((old.price, old.availability.state), (None, AvailabilityState::Gone));
        let new = catalog::part(&shop.kontor, &buyer("bauer"), &key("HY-4711.20-F"), Some(Quantity::of(5)))
            .await
            .unwrap();
        assert_eq!(new.replaces, [(key("HY-4711.10-S"), "HY-4711.10-S".to_owned())]);
        assert_eq!(new.price.unwrap().net, Money::cents(4420));
        assert_eq!(new.categories.last().unwrap().1.de, "Filter");
        assert_eq!(
            catalog::part(&shop.kontor, &nobody(), &key("NIX"), None).await.err(),
            Some(Error::NotFound)
        );
    });
}

#[test]
fn the_norm_parts_are_imported_and_the_same_file_again_changes_nothing() {
    block(async {
        let shop = Shop::new().await;
        let file = shared("norm-parts.csv");
        let me = dealer(Role::Manager);
        let preview =
            catalog::import(&shop.kontor, &me, "norm.csv", &file, ImportMode::Preview).await.unwrap();
        assert_eq!((preview.outcome.new, preview.written), (preview.outcome.rows, false));
        assert!(preview.outcome.rows > 500, "{}", preview.outcome.rows);
        assert_eq!(numbers(&shop, "DIN 625").await, [] as [String; 0], "a preview writes nothing");
        let first =
            catalog::import(&shop.kontor, &me, "norm.csv", &file, ImportMode::AllOrNothing).await.unwrap();
        assert_eq!((first.outcome.new, first.outcome.errors.len()), (preview.outcome.rows, 0));
        let again =
            catalog::import(&shop.kontor, &me, "norm.csv", &file, ImportMode::AllOrNothing).await.unwrap();
        assert_eq!((again.outcome.new, again.outcome.changed), (0, 0));
        assert_eq!(again.outcome.unchanged, first.outcome.new);
        shop.settle().await;
        assert!(!numbers(&shop, "sechskantschraube din931").await.is_empty());
        let list = catalog::imports(&shop.kontor, &me, None).await.unwrap();
        assert_eq!(list.items.len(), 3);
        assert_eq!(catalog::import_report(&shop.kontor, &me, &first.id).await.unwrap().report, first);
    });
}

#[test]
fn broken_rows_are_reported_and_the_good_ones_imported_or_nothing_as_asked() {
    block(async {
        let shop = Shop::new().await;
        let (file, me) = (shared("broken.csv"), dealer(Role::Manager));
        let none = catalog::import(&shop.kontor, &me, "b", &file, ImportMode::AllOrNothing).await.unwrap();
        assert!(!none.written && none.outcome.errors.len() >= 20, "{}", none.outcome.errors.len());
        let good = catalog::import(&shop.kontor, &me, "b", &file, ImportMode::GoodRows).await.unwrap();
        assert!(good.written && good.outcome.new > 0);
        assert_eq!(good.outcome.errors, none.outcome.errors);
        assert!(good.outcome.errors.iter().all(|e| e.line > 1));
    });
}

#[test]
fn a_bmecat_file_brings_groups_features_and_prices() {
    block(async {
        let shop = Shop::new().await;
        let me = dealer(Role::Manager);
        for (file, version) in [("bmecat-2005.xml", "2005"), ("bmecat-1.2.xml", "1.2")] {
            let report = catalog::import(&shop.kontor, &me, file, &shared(file), ImportMode::AllOrNothing)
                .await
                .unwrap();
            assert!(report.written && report.outcome.new > 0, "{version}: {report:?}");
            let again = catalog::import(&shop.kontor, &me, file, &shared(file), ImportMode::AllOrNothing)
                .await
                .unwrap();
            assert_eq!((again.outcome.new, again.outcome.changed), (0, 0), "{version}");
        }
        assert!(shop.kontor.categories().await.unwrap().len() > 2);
    });
}

#[test]
fn only_who_keeps_the_catalogue_may_import() {
    block(async {
        let shop = Shop::new().await;
        for actor in [buyer("bauer"), dealer(Role::Support), dealer(Role::Warehouse)] {
            let refused =
                catalog::import(&shop.kontor, &actor, "x", Path::new("/nowhere"), ImportMode::GoodRows).await;
            assert_eq!(refused.err(), Some(Error::Forbidden));
        }
        let admin = dealer(Role::Admin);
        let missing =
            catalog::import(&shop.kontor, &admin, "x", Path::new("/nowhere"), ImportMode::GoodRows).await;
        assert!(missing.unwrap_err().field("file").is_some());
    });
}

#[test]
fn a_rebuilt_index_finds_the_same() {
    block(async {
        let shop = Shop::new().await;
        for n in 0..40 {
            shop.part(&format!("R-{n:03}"), "Gleitringdichtung", "Mechanical seal", PartCode::Normal).await;
        }
        shop.settle().await;
        let before = numbers(&shop, "gleitring").await;
        assert_eq!(before.len(), 20);
        shop.kontor.search.clear().unwrap();
        assert!(numbers(&shop, "gleitring").await.is_empty());
        assert_eq!(catalog::reindex(&shop.kontor, |_| ()).await.unwrap(), 41);
        assert_eq!(numbers(&shop, "gleitring").await, before);
    });
}

#[test]
fn the_facets_narrow_and_count() {
    block(async {
        let shop = Shop::new().await;
        shop.part("HY-1", "Filter klein", "Filter small", PartCode::Normal).await;
        shop.price("HY-1", "list", ListKind::List, &[(1, 100)]).await;
        shop.settle().await;
        let query = SearchQuery { q: "filter".into(), ..SearchQuery::default() };
        let answer = catalog::search(&shop.kontor, &nobody(), &query).await.unwrap();
        assert_eq!(answer.total, 2);
        let available = answer.facets.iter().find(|f| f.key == "available").unwrap();
        assert_eq!(available.values[0].count, 1);
        let narrowed = SearchQuery { available: true, category: Some(CategoryId::new("hydraulik")), ..query };
        let answer = catalog::search(&shop.kontor, &nobody(), &narrowed).await.unwrap();
        assert_eq!(answer.hits.iter().map(|h| h.number.as_str()).collect::<Vec<_>>(), ["HY-4711.20-F"]);
    });
}

#[test]
fn what_sells_out_leaves_the_facet_of_available_parts() {
    block(async {
        let shop = Shop::new().await;
        shop.settle().await;
        let available = SearchQuery { q: "HY-4711.20-F".into(), available: true, ..SearchQuery::default() };
        let count = async || catalog::search(&shop.kontor, &nobody(), &available).await.unwrap().total;
        assert_eq!(count().await, 1);
        shop.stock("HY-4711.20-F", "ulm", 2, &[]).await;
        shop.add(&buyer("bauer"), "HY-4711.20-F", 2).await;
        kontor_service::orders::place_order(&shop.kontor, &buyer("bauer"), &crate::shop::place("x"))
            .await
            .unwrap();
        shop.settle().await;
        assert_eq!(count().await, 0);
    });
}
