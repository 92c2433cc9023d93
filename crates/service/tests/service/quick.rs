//! Quick order: everything that is wrong at once, nothing ordered by surprise.

use std::collections::BTreeSet;

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::carts::MAX_LINES;
use kontor_domain::carts::quick::{CheckedRow, QuickRow, Via};
use kontor_domain::carts::{AddLine, FillCart};
use kontor_domain::catalog::own::{OwnNumbersSet, SetOwnNumber};
use kontor_domain::catalog::{CrossReference, PartCode, PartData, PartNumber};
use kontor_domain::pricing::ListKind;
use kontor_domain::{Error, Language, Localized, Money, Problem, Quantity};
use kontor_service::carts::{self, ListSource};
use kontor_service::catalog;

use crate::shop::{Shop, block, buyer, customer, dealer, key};
use crate::support::key as once;

const FILTER: &str = "HY-4711.20-F";

/// The shop with a part for every kind of trouble.
async fn shop() -> Shop {
    Box::pin(stocked()).await
}

async fn stocked() -> Shop {
    let shop = Shop::new().await;
    let base = |number: &str, de: &str| PartData {
        number: PartNumber::parse(number).unwrap(),
        name: Localized::new(de, ""),
        packaging: Quantity::ONE,
        minimum: Quantity::ONE,
        step: Quantity::ONE,
        replenishment_days: 5,
        ..PartData::default()
    };
    let cross = |source: &str, number: &str| CrossReference { source: source.into(), number: number.into() };
    let q = Quantity::of;
    for part in [
        PartData { minimum: q(10), step: q(10), ..base("OR-10", "O-Ring") },
        PartData { code: PartCode::Obsolete, replaced_by: Some(key(FILTER)), ..base("HY-OLD", "Filter alt") },
        PartData { code: PartCode::Remaining, ..base("REST-1", "Restposten") },
        PartData { code: PartCode::ReferenceOnly, ..base("REF-1", "Baugruppe") },
        PartData { code: PartCode::CallUs, ..base("CALL-1", "Motor") },
        PartData { cross_references: vec![cross("MANN", "W 950")], ..base("FI-1", "Filter eins") },
        PartData {
            cross_references: vec![cross("Bosch", "W-950"), cross("", "4012345678901")],
            ..base("FI-2", "Filter zwei")
        },
        base("ISO 7089 1.6", "Scheibe"),
        base("ISO 7089 16", "Scheibe"),
        base("BARE-1", "ohne Preis"),
    ] {
        let number = part.number.to_string();
        shop.put(part).await;
        if number != "BARE-1" {
            shop.price(&number, "list", ListKind::List, &[(1, 1_000)]).await;
        }
    }
    shop.stock("REST-1", "ulm", 3, &[]).await;
    shop.settle().await;
    shop
}

async fn check(shop: &Shop, actor: &Actor, list: &str) -> Vec<CheckedRow> {
    let read = carts::read_list(&shop.kontor, actor, ListSource::Text(list.into())).await.unwrap();
    carts::check_rows(&shop.kontor, actor, read.rows).await.unwrap()
}

fn part(row: &CheckedRow) -> &str {
    row.part.as_ref().map_or("", |p| p.number.as_str())
}

#[test]
fn every_row_says_at_once_what_is_wrong_with_it() {
    block(async {
        let shop = shop().await;
        let rows = check(
            &shop,
            &buyer("bauer"),
            "HY-4711.20-F;5\nHY-4711.02-F;2\nW 950;1\nOR-10;12\nor 10;3\nHY-OLD;1\nREST-1;5\nREF-1;1\nCALL-1;1\nBARE-1;1\n;4\nFI-1;viel\nNIX-99;1.000\nISO 7089 1.6;2",
        )
        .await;
        let problems: Vec<&[Problem]> = rows.iter().map(|r| r.problems.as_slice()).collect();
        let ten = Quantity::of(10);
        assert_eq!(problems[0], []);
        assert_eq!(problems[1], [Problem::UnknownPart]);
        assert_eq!(rows[1].candidates[0].number, FILTER, "a slip of the finger is recognised");
        assert_eq!(problems[2], [Problem::AmbiguousPart]);
        let named: Vec<_> = rows[2].candidates.iter().map(|c| c.number.as_str()).collect();
        assert_eq!(named, ["FI-1", "FI-2"]);
        assert_eq!(problems[3], [Problem::NotAStep { step: ten, next: Quantity::of(20) }]);
        assert_eq!(rows[3].proposal, Some(Quantity::of(20)));
        assert_eq!(problems[4], [Problem::BelowMinimum { minimum: ten }, Problem::AlreadyInLine { line: 4 }]);
        assert_eq!(problems[5], [Problem::Obsolete { successor: Some(FILTER.into()) }]);
        assert_eq!(rows[5].part.as_ref().unwrap().successor.as_ref().unwrap().part, key(FILTER));
        assert_eq!(problems[6], [Problem::SoldOut { left: Quantity::of(3) }]);
        assert_eq!(rows[6].proposal, Some(Quantity::of(3)));
        assert_eq!(problems[7], [Problem::ReferenceOnly]);
        assert_eq!(problems[8], [Problem::PriceOnRequest]);
        assert_eq!(problems[9], [Problem::PriceOnRequest]);
        assert_eq!(problems[10], [Problem::Required]);
        assert_eq!(problems[11], [Problem::NotANumber]);
        assert_eq!(problems[12], [Problem::UnknownPart, Problem::AmbiguousNumber]);
        assert_eq!((part(&rows[13]), problems[13]), ("ISO 7089 1.6", &[][..]));
        // Price and date stand beside every part, at the row's quantity.
        let first = rows[0].part.as_ref().unwrap();
        assert_eq!((first.price, rows[0].amount), (Some(Money::cents(4420)), Some(Money::cents(5 * 4420))));
        assert!(first.availability.date.is_some());
        assert!(
            carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap().lines.is_empty(),
            "looking orders nothing"
        );
    });
}

#[test]
fn numbers_are_understood_in_any_writing_and_as_people_type_lists() {
    block(async {
        let shop = shop().await;
        let me = buyer("bauer");
        let rows = check(&shop, &me, "2 x hy 4711 20f\nHY-4711.20-F 3\nISO 7089 16\n4012345678901").await;
        let told: Vec<_> = rows.iter().map(|r| (part(r), r.quantity.unwrap().0.to_string())).collect();
        assert_eq!(
            told,
            [
                (FILTER, "2".into()),
                (FILTER, "3".into()),
                ("ISO 7089 16", "1".into()),
                ("FI-2", "1".to_owned())
            ]
        );
        assert_eq!(rows[3].part.as_ref().unwrap().via, Via::Cross { source: String::new() });
        let both = check(&shop, &me, "ISO708916;1").await;
        assert_eq!(both[0].problems, [Problem::AmbiguousPart]);
        let minimum = check(&shop, &me, "OR-10").await;
        assert_eq!((minimum[0].quantity, minimum[0].clean()), (Some(Quantity::of(10)), true));
    });
}

#[test]
fn who_chooses_among_several_is_believed_only_for_one_of_them() {
    block(async {
        let shop = shop().await;
        let row = |part: &str| QuickRow {
            number: "W 950".into(),
            quantity: "1".into(),
            part: Some(key(part)),
            ..QuickRow::default()
        };
        let rows =
            carts::check_rows(&shop.kontor, &buyer("bauer"), vec![row("FI-2"), row(FILTER)]).await.unwrap();
        assert_eq!((part(&rows[0]), rows[0].clean()), ("FI-2", true));
        assert_eq!(rows[1].problems, [Problem::AmbiguousPart]);
    });
}

#[test]
fn own_numbers_are_the_companys_alone() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let admin = customer("bauer", Role::CompanyAdmin);
        let set = |number: &str, part: &str| SetOwnNumber { number: number.into(), part: part.into() };
        let done =
            catalog::set_own_numbers(k, &admin, &[set("B-100", "hy 4711.20f"), set("W 950", "FI-2")]).await;
        assert_eq!(done, Ok(OwnNumbersSet { set: 2, removed: 0 }));
        let rows = check(&shop, &buyer("bauer"), "b 100;2\nW-950;1").await;
        assert_eq!((part(&rows[0]), &rows[0].part.as_ref().unwrap().via), (FILTER, &Via::Own));
        assert_eq!((part(&rows[1]), rows[1].clean()), ("FI-2", true), "the company has said which one");
        let strangers = check(&shop, &buyer("steiner"), "b 100;2\nW-950;1").await;
        assert_eq!(strangers[0].problems, [Problem::UnknownPart]);
        assert_eq!(strangers[1].problems, [Problem::AmbiguousPart]);
        assert!(catalog::own_numbers(k, &buyer("steiner"), None).await.unwrap().items.is_empty());
        let list = catalog::own_numbers(k, &buyer("bauer"), None).await.unwrap().items;
        assert_eq!(list.iter().map(|n| n.number.as_str()).collect::<Vec<_>>(), ["B-100", "W 950"]);
        // Found while typing, by its own people only.
        let hits = catalog::suggest(k, &buyer("bauer"), "B100").await.unwrap();
        assert_eq!(hits[0].number, FILTER);
        assert!(
            catalog::suggest(k, &buyer("steiner"), "B100").await.unwrap().iter().all(|h| h.number != FILTER)
        );
        // A number that is also another part's is asked about.
        catalog::set_own_numbers(k, &admin, &[set("OR-10", FILTER)]).await.unwrap();
        assert_eq!(check(&shop, &buyer("bauer"), "OR 10;10").await[0].problems, [Problem::AmbiguousPart]);
        let done = catalog::set_own_numbers(k, &admin, &[set("or10", "")]).await;
        assert_eq!(done, Ok(OwnNumbersSet { set: 0, removed: 1 }));
        assert!(check(&shop, &buyer("bauer"), "OR 10;10").await[0].clean());
    });
}

#[test]
fn wrong_own_numbers_are_all_named_and_none_is_written() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let set = |number: &str, part: &str| SetOwnNumber { number: number.into(), part: part.into() };
        let list =
            [set("A-1", FILTER), set("a1", FILTER), set("", FILTER), set("A-2", "NIX"), set("A-3", "W950")];
        let error =
            catalog::set_own_numbers(k, &customer("bauer", Role::CompanyAdmin), &list).await.unwrap_err();
        assert_eq!(error.field("numbers[1].number"), Some(&Problem::Duplicate));
        assert_eq!(error.field("numbers[2].number"), Some(&Problem::Required));
        assert_eq!(error.field("numbers[3].part"), Some(&Problem::UnknownPart));
        assert_eq!(error.field("numbers[4].part"), Some(&Problem::AmbiguousPart));
        assert!(catalog::own_numbers(k, &buyer("bauer"), None).await.unwrap().items.is_empty());
        let one = [set("A-1", FILTER)];
        assert_eq!(catalog::set_own_numbers(k, &buyer("bauer"), &one).await, Err(Error::Forbidden));
        assert_eq!(catalog::set_own_numbers(k, &dealer(Role::Admin), &one).await, Err(Error::Forbidden));
    });
}

#[test]
fn rows_go_in_once_all_or_none_and_come_out_again() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        shop.add(&me, FILTER, 1).await;
        let rows = check(&shop, &me, "OR-10;20\nHY-4711.20-F;5").await;
        let lines: Vec<AddLine> = rows.iter().filter_map(CheckedRow::line).collect();
        let command = FillCart { key: once("eins"), cart: None, lines };
        assert_eq!(carts::fill_cart(k, &me, &command).await, Ok(2));
        assert_eq!(carts::fill_cart(k, &me, &command).await, Ok(2), "a double click");
        let told = async || -> Vec<(String, String)> {
            let cart = carts::cart(k, &me, None).await.unwrap();
            cart.lines.iter().map(|l| (l.number.clone(), l.quantity.0.to_string())).collect()
        };
        assert_eq!(told().await, [(FILTER.into(), "6".into()), ("OR-10".to_owned(), "20".to_owned())]);
        assert_eq!(carts::undo_fill(k, &buyer("steiner"), &once("eins")).await, Err(Error::NotFound));
        assert_eq!(carts::undo_fill(k, &me, &once("zwei")).await, Err(Error::NotFound));
        for _ in 0..2 {
            assert_eq!(carts::undo_fill(k, &me, &once("eins")).await.map(|(lines, _)| lines), Ok(2));
            assert_eq!(told().await, [(FILTER.to_owned(), "1".to_owned())]);
        }
    });
}

#[test]
fn forged_rows_are_refused_and_nothing_is_written() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let row = |part: &str, quantity: i64| AddLine { part: key(part), quantity: Quantity::of(quantity) };
        let forged = vec![
            row(FILTER, 1),
            row("NIX-1", 1),
            row("OR-10", 7),
            row("HY-OLD", 1),
            row("REST-1", 2),
            row("REST-1", 2),
            row(FILTER, -5),
            row(FILTER, 2_000_000),
            row("BARE-1", 1),
        ];
        let Err(Error::Invalid { fields }) =
            carts::fill_cart(k, &me, &FillCart { key: once("a"), cart: None, lines: forged }).await
        else {
            panic!("accepted")
        };
        let named: BTreeSet<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(
            named.into_iter().collect::<Vec<_>>(),
            [
                "lines[1].part",
                "lines[2].quantity",
                "lines[3].part",
                "lines[5].quantity",
                "lines[6].quantity",
                "lines[7].quantity",
                "lines[8].part",
            ]
        );
        assert!(carts::cart(k, &me, None).await.unwrap().lines.is_empty());
        let none = FillCart { key: once("b"), cart: None, lines: vec![] };
        assert_eq!(
            carts::fill_cart(k, &me, &none).await.unwrap_err().field("lines"),
            Some(&Problem::NothingChosen)
        );
        let one = FillCart { key: once("c"), cart: None, lines: vec![row(FILTER, 1)] };
        for (actor, refusal) in [
            (Actor::anonymous(Language::De), Error::Unauthenticated),
            (customer("bauer", Role::Approver), Error::Forbidden),
            (dealer(Role::Sales), Error::Forbidden),
        ] {
            assert_eq!(carts::fill_cart(k, &actor, &one).await, Err(refusal.clone()));
            assert_eq!(carts::check_rows(k, &actor, vec![]).await.err(), Some(refusal.clone()));
            let list = carts::read_list(k, &actor, ListSource::Text("A-1".into())).await;
            assert_eq!(list.err(), Some(refusal));
        }
    });
}

#[test]
fn a_list_longer_than_the_cart_or_the_check_is_told_and_adds_nothing() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let numbers: Vec<String> = (0..=MAX_LINES).map(|n| format!("Z-{n:05}")).collect();
        let parts: Vec<PartData> = numbers
            .iter()
            .map(|n| PartData {
                number: PartNumber::parse(n).unwrap(),
                minimum: Quantity::ONE,
                step: Quantity::ONE,
                packaging: Quantity::ONE,
                ..PartData::default()
            })
            .collect();
        catalog::put_parts(k, &crate::shop::system(), &parts, true).await.unwrap();
        for number in &numbers {
            shop.price(number, "list", ListKind::List, &[(1, 100)]).await;
        }
        let rows =
            numbers.iter().map(|n| AddLine { part: key(n), quantity: Quantity::ONE }).collect::<Vec<_>>();
        let error = carts::fill_cart(k, &me, &FillCart { key: once("a"), cart: None, lines: rows.clone() })
            .await
            .unwrap_err();
        assert_eq!(error.field("lines"), Some(&Problem::CartFull { max: 500 }));
        let fits = FillCart { key: once("b"), cart: None, lines: rows[..MAX_LINES].to_vec() };
        assert_eq!(carts::fill_cart(k, &me, &fits).await, Ok(500));
        let cart = carts::cart(k, &me, None).await.unwrap();
        assert_eq!(cart.lines.len(), 500);
        let told: Vec<&String> = cart.lines.iter().map(|l| &l.number).collect();
        assert_eq!(told, numbers[..MAX_LINES].iter().collect::<Vec<_>>(), "in the order of the list");
        let error = carts::read_list(k, &me, ListSource::Text("A-1\n".repeat(2_500))).await.unwrap_err();
        assert_eq!(error.field("list"), Some(&Problem::TooManyRows { max: 2_000 }));
    });
}
