//! Carts: nothing is lost, whoever writes at the same time.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::carts::{AddLine, SetLine};
use kontor_domain::catalog::{PartCode, PartData, PartNumber};
use kontor_domain::{Error, IdempotencyKey, Language, Money, Problem, Quantity};
use kontor_service::carts;

use crate::shop::{Shop, block, buyer, customer, dealer, key};

const FILTER: &str = "HY-4711.20-F";

#[test]
fn two_people_and_two_tabs_never_lose_a_line_or_a_piece() {
    block(async {
        let shop = Shop::new().await;
        for n in 0..10 {
            shop.part(&format!("P-{n}"), "Teil", "Part", PartCode::Normal).await;
        }
        let mut tabs = tokio::task::JoinSet::new();
        for n in 0..10 {
            for actor in [buyer("bauer"), customer("bauer", Role::CompanyAdmin)] {
                let kontor = shop.kontor.clone();
                tabs.spawn(async move {
                    let one = |number: &str| AddLine { part: key(number), quantity: Quantity::ONE };
                    carts::add_line(&kontor, &actor, None, &one(&format!("P-{n}"))).await.unwrap();
                    carts::add_line(&kontor, &actor, None, &one(FILTER)).await.unwrap();
                });
            }
        }
        tabs.join_all().await;
        let cart = carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap();
        assert_eq!(cart.lines.len(), 11);
        let filter = cart.lines.iter().find(|l| l.number == FILTER).unwrap();
        assert_eq!(filter.quantity, Quantity::of(20));
    });
}

#[test]
fn the_cart_shows_the_customers_price_for_its_quantity() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 4).await;
        let cart = carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap();
        assert_eq!(cart.totals.net, Money::cents(4 * 4860));
        assert_eq!(cart.lines[0].price.as_ref().unwrap().list, Some(Money::cents(6200)));
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let cart = carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap();
        assert_eq!(cart.totals.net, Money::cents(5 * 4420), "five reach the tier");
    });
}

#[test]
fn a_wrong_step_is_named_with_the_next_right_quantity_and_kept_for_repair() {
    block(async {
        let shop = Shop::new().await;
        let ten = Quantity::of(10);
        shop.put(PartData {
            number: PartNumber::parse("OR-10").unwrap(),
            name: kontor_domain::Localized::new("O-Ring", "O-ring"),
            minimum: ten,
            step: ten,
            packaging: ten,
            ..PartData::default()
        })
        .await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let error =
            carts::add_line(k, &me, None, &AddLine { part: key("OR-10"), quantity: Quantity::of(12) })
                .await
                .unwrap_err();
        assert_eq!(error.field("quantity"), Some(&Problem::NotAStep { step: ten, next: Quantity::of(20) }));
        shop.add(&me, "OR-10", 10).await;
        let line = SetLine {
            part: key("OR-10"),
            quantity: Quantity::of(15),
            reference: "Bagger 3".into(),
            note: String::new(),
        };
        carts::set_line(k, &me, None, &line).await.unwrap();
        let cart = carts::cart(k, &me, None).await.unwrap();
        assert_eq!(cart.lines[0].reference, "Bagger 3");
        assert!(cart.lines[0].problem.is_some() && !cart.orderable());
    });
}

#[test]
fn what_is_not_sold_cannot_be_added_and_names_its_successor() {
    block(async {
        let shop = Shop::new().await;
        shop.put(PartData {
            number: PartNumber::parse("HY-OLD").unwrap(),
            code: PartCode::Obsolete,
            replaced_by: Some(key(FILTER)),
            ..PartData::default()
        })
        .await;
        let add = |number: &str| AddLine { part: key(number), quantity: Quantity::ONE };
        let error = carts::add_line(&shop.kontor, &buyer("bauer"), None, &add("HY-OLD")).await.unwrap_err();
        assert_eq!(error.field("part"), Some(&Problem::Obsolete { successor: Some(FILTER.into()) }));
        let error = carts::add_line(&shop.kontor, &buyer("bauer"), None, &add("NIX")).await.unwrap_err();
        assert_eq!(error.field("part"), Some(&Problem::UnknownPart));
    });
}

#[test]
fn only_buyers_and_company_admins_have_a_cart() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        assert_eq!(
            carts::cart(k, &Actor::anonymous(Language::De), None).await.err(),
            Some(Error::Unauthenticated)
        );
        assert_eq!(
            carts::cart(k, &customer("bauer", Role::Approver), None).await.err(),
            Some(Error::Forbidden)
        );
        assert_eq!(carts::cart(k, &dealer(Role::Admin), None).await.err(), Some(Error::Forbidden));
        shop.add(&buyer("bauer"), FILTER, 1).await;
        assert!(carts::cart(k, &buyer("steiner"), None).await.unwrap().lines.is_empty());
        let foreign = SetLine {
            part: key(FILTER),
            quantity: Quantity::ONE,
            reference: String::new(),
            note: String::new(),
        };
        assert_eq!(carts::set_line(k, &buyer("steiner"), None, &foreign).await.err(), Some(Error::NotFound));
    });
}

#[test]
fn a_form_that_is_sent_twice_or_again_after_a_lost_answer_adds_once() {
    block(async {
        let shop = Shop::new().await;
        let k = shop.kontor.clone();
        let line = |quantity| AddLine { part: key(FILTER), quantity: Quantity::of(quantity) };
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (k, line) = (k.clone(), line(3));
            clicks.spawn(async move {
                carts::add_line_once(&k, &buyer("bauer"), None, &line, &IdempotencyKey::new("page.0"))
                    .await
                    .unwrap()
            });
        }
        assert!(clicks.join_all().await.iter().all(|lines| *lines == 1), "everybody is told it is there");
        let there = async |who: &str| {
            let lines = carts::cart(&k, &buyer(who), None).await.unwrap().lines;
            lines.first().map_or(Quantity::ZERO, |l| l.quantity)
        };
        assert_eq!(there("bauer").await, Quantity::of(3));
        // Pressed again on purpose, or with another quantity, it is another wish; another company's keys are its own.
        let once = async |who: &str, quantity, once: &str| {
            let once = IdempotencyKey::new(once);
            carts::add_line_once(&k, &buyer(who), None, &line(quantity), &once).await.unwrap();
        };
        once("bauer", 3, "page.1").await;
        once("bauer", 1, "page.1").await;
        once("steiner", 3, "page.0").await;
        assert_eq!((there("bauer").await, there("steiner").await), (Quantity::of(7), Quantity::of(3)));
        let no_key =
            carts::add_line_once(&k, &buyer("bauer"), None, &line(1), &IdempotencyKey::new("")).await;
        assert!(no_key.unwrap_err().field("key").is_some());
    });
}
