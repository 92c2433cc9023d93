//! Order lists, bought before, ordering again: shared with whom they are for, and nothing in the cart by surprise.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::carts::{AddLine, FillCart};
use kontor_domain::catalog::{PartCode, PartData, PartNumber};
use kontor_domain::lists::{
    BoughtFilter, Changed, ListKind, ListSource, MakeList, NewLine, RenameList, SetListLine,
};
use kontor_domain::orders::{CancelOrder, OrderView};
use kontor_domain::pricing::ListKind as PriceKind;
use kontor_domain::{
    CartId, CompanyId, Error, IdempotencyKey, Language, ListId, Localized, Money, PersonId, Problem, Quantity,
};
use kontor_service::{carts, lists, orders};
use kontor_store::Variables;

use crate::shop::{Shop, block, buyer, customer, dealer, key, place};

const FILTER: &str = "HY-4711.20-F";

fn new(name: &str, kind: ListKind, source: ListSource) -> MakeList {
    MakeList {
        key: IdempotencyKey::new(format!("make-{name}")),
        name: name.into(),
        kind,
        note: String::new(),
        customer: None,
        source,
    }
}

async fn make(shop: &Shop, actor: &Actor, name: &str, kind: ListKind) -> ListId {
    lists::make_list(&shop.kontor, actor, &new(name, kind, ListSource::Empty)).await.unwrap()
}

fn line(number: &str, quantity: i64) -> NewLine {
    NewLine { part: key(number), quantity: Quantity::of(quantity), note: String::new() }
}

fn set(list: &ListId, number: &str, quantity: i64) -> SetListLine {
    SetListLine { list: list.clone(), part: key(number), quantity: Quantity::of(quantity), note: "n".into() }
}

fn fill(idempotency: &str, lines: &[(&str, i64)]) -> FillCart {
    let lines = lines.iter().map(|(n, q)| AddLine { part: key(n), quantity: Quantity::of(*q) }).collect();
    FillCart { key: IdempotencyKey::new(idempotency), cart: None, lines }
}

async fn cart(shop: &Shop, actor: &Actor) -> Vec<(String, Quantity)> {
    let cart = carts::cart(&shop.kontor, actor, None).await.unwrap();
    let mut lines: Vec<_> = cart.lines.into_iter().map(|l| (l.number, l.quantity)).collect();
    lines.sort();
    lines
}

/// Another buyer of the same company.
fn colleague() -> Actor {
    let mut actor = buyer("bauer");
    if let kontor_domain::accounts::Who::Customer { person, .. } = &mut actor.who {
        *person = PersonId::new("bauer-colleague");
    }
    actor
}

/// `HY-OLD`, which `HY-4711.20-F` replaces; `OR-10`, sold in tens; `GONE`, no longer sold at all.
async fn odd_parts(shop: &Shop) {
    let ten = Quantity::of(10);
    shop.put(PartData {
        number: PartNumber::parse("HY-OLD").unwrap(),
        code: PartCode::Obsolete,
        replaced_by: Some(key(FILTER)),
        ..PartData::default()
    })
    .await;
    shop.put(PartData {
        number: PartNumber::parse("OR-10").unwrap(),
        name: Localized::new("O-Ring", "O-ring"),
        minimum: ten,
        step: ten,
        packaging: ten,
        ..PartData::default()
    })
    .await;
    shop.price("OR-10", "list", PriceKind::List, &[(1, 20)]).await;
    shop.stock("OR-10", "ulm", 500, &[]).await;
    shop.part("GONE", "Weg", "Gone", PartCode::Obsolete).await;
}

async fn ordered(shop: &Shop, actor: &Actor, idempotency: &str, lines: &[(&str, i64)]) -> OrderView {
    for (number, quantity) in lines {
        shop.add(actor, number, *quantity).await;
    }
    orders::place_order(&shop.kontor, actor, &place(idempotency)).await.unwrap()
}

#[test]
fn a_personal_list_exists_only_for_its_person_and_a_company_list_for_every_buyer() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let mine = make(&shop, &me, "Bagger 3", ListKind::Personal).await;
        let ours = make(&shop, &me, "Wintercheck", ListKind::Company).await;
        let admin = customer("bauer", Role::CompanyAdmin);
        for other in [colleague(), admin.clone(), buyer("steiner"), dealer(Role::Support)] {
            assert_eq!(lists::list(k, &other, &mine).await.err(), Some(Error::NotFound), "{other:?}");
            assert_eq!(lists::add_line(k, &other, &mine, &line(FILTER, 1)).await, Err(Error::NotFound));
            assert_eq!(lists::archive_list(k, &other, &mine, true).await, Err(Error::NotFound));
            assert_eq!(
                lists::make_list(
                    k,
                    &other,
                    &new("c", kind_of(&other), ListSource::List { list: mine.clone() })
                )
                .await,
                Err(Error::NotFound)
            );
        }
        for other in [buyer("steiner"), dealer(Role::Manager)] {
            assert_eq!(lists::list(k, &other, &ours).await.err(), Some(Error::NotFound));
            assert_eq!(lists::put_lines(k, &other, &ours, &[]).await, Err(Error::NotFound));
        }
        // A colleague uses it; maker and administration change it.
        assert!(!lists::list(k, &colleague(), &ours).await.unwrap().head.editable);
        assert_eq!(lists::set_line(k, &colleague(), &set(&ours, FILTER, 1)).await, Err(Error::Forbidden));
        lists::add_line(k, &admin, &ours, &line(FILTER, 2)).await.unwrap();
        let seen = lists::list(k, &colleague(), &ours).await.unwrap();
        assert_eq!((seen.head.lines, seen.lines[0].quantity), (1, Quantity::of(2)));
        assert_eq!(seen.lines[0].price.as_ref().unwrap().net, Money::cents(4860), "the company's own price");
        let all = lists::lists(k, &colleague()).await.unwrap();
        assert!(all.mine.is_empty() && all.company.len() == 1, "{all:?}");
        // Who may not order has no lists.
        let approver = customer("bauer", Role::Approver);
        assert_eq!(lists::lists(k, &approver).await.err(), Some(Error::Forbidden));
        assert_eq!(
            lists::list(k, &Actor::anonymous(Language::De), &ours).await.err(),
            Some(Error::Unauthenticated)
        );
    });
}

const fn kind_of(actor: &Actor) -> ListKind {
    if actor.is_dealer() { ListKind::Dealer } else { ListKind::Personal }
}

#[test]
fn the_dealer_makes_lists_for_one_customer_or_all_and_only_the_desk_changes_them() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let desk = dealer(Role::Support);
        let all = make(&shop, &desk, "Service 500 h", ListKind::Dealer).await;
        let command = MakeList {
            customer: Some(CompanyId::new("bauer")),
            ..new("Nur Bauer", ListKind::Dealer, ListSource::Lines { lines: vec![line(FILTER, 3)] })
        };
        let one = lists::make_list(k, &desk, &command).await.unwrap();
        assert_eq!(lists::lists(k, &buyer("bauer")).await.unwrap().dealer.len(), 2);
        assert_eq!(lists::lists(k, &buyer("steiner")).await.unwrap().dealer.len(), 1);
        assert_eq!(lists::list(k, &buyer("steiner"), &one).await.err(), Some(Error::NotFound));
        let seen = lists::list(k, &desk, &one).await.unwrap();
        assert_eq!(seen.head.customer.unwrap().name, "Bauer Tiefbau GmbH");
        assert_eq!(lists::add_line(k, &buyer("bauer"), &one, &line(FILTER, 1)).await, Err(Error::Forbidden));
        assert_eq!(
            lists::make_list(k, &buyer("bauer"), &new("x", ListKind::Dealer, ListSource::Empty)).await,
            Err(Error::Forbidden)
        );
        assert_eq!(
            lists::make_list(k, &desk, &new("x", ListKind::Company, ListSource::Empty)).await,
            Err(Error::Forbidden)
        );
        assert_eq!(lists::desk_lists(k, &dealer(Role::Warehouse), None).await.err(), Some(Error::Forbidden));
        assert_eq!(lists::desk_lists(k, &desk, None).await.unwrap().items.len(), 2);
        // A customer takes a copy to change it.
        let copy = new("Unser Service", ListKind::Company, ListSource::List { list: one.clone() });
        let copy = lists::make_list(k, &buyer("bauer"), &copy).await.unwrap();
        lists::set_line(k, &buyer("bauer"), &set(&copy, FILTER, 5)).await.unwrap();
        assert_eq!(lists::list(k, &desk, &one).await.unwrap().lines[0].quantity, Quantity::of(3));
        // Put away it is gone for customers, and the desk brings it back.
        lists::archive_list(k, &desk, &all, true).await.unwrap();
        assert_eq!(lists::list(k, &buyer("bauer"), &all).await.err(), Some(Error::NotFound));
        assert_eq!(
            lists::add_line(k, &desk, &all, &line(FILTER, 1)).await,
            Err(Error::conflict(Problem::WrongState))
        );
        lists::archive_list(k, &desk, &all, false).await.unwrap();
        assert!(lists::list(k, &buyer("bauer"), &all).await.is_ok());
    });
}

#[test]
fn two_people_at_once_lose_no_line_and_no_piece() {
    block(async {
        let shop = Shop::new().await;
        let list = make(&shop, &buyer("bauer"), "Wir", ListKind::Company).await;
        for n in 0..6 {
            shop.part(&format!("P-{n}"), "Teil", "Part", PartCode::Normal).await;
        }
        let mut tabs = tokio::task::JoinSet::new();
        for n in 0..6 {
            for actor in [buyer("bauer"), customer("bauer", Role::CompanyAdmin)] {
                let (kontor, list) = (shop.kontor.clone(), list.clone());
                tabs.spawn(async move {
                    lists::add_line(&kontor, &actor, &list, &line(&format!("P-{n}"), 1)).await.unwrap();
                    lists::add_line(&kontor, &actor, &list, &line(FILTER, 1)).await.unwrap();
                });
            }
        }
        tabs.join_all().await;
        let seen = lists::list(&shop.kontor, &buyer("bauer"), &list).await.unwrap();
        assert_eq!((seen.lines.len(), seen.head.lines), (7, 7), "the count is the lines'");
        let of = |number: &str| seen.lines.iter().find(|l| l.number == number).unwrap().quantity;
        assert_eq!((of(FILTER), of("P-0")), (Quantity::of(12), Quantity::of(2)));
    });
}

#[test]
fn the_same_key_makes_one_list_and_a_list_is_renamed_only_by_who_saw_its_name() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let first = make(&shop, &me, "Einmal", ListKind::Personal).await;
        assert_eq!(make(&shop, &me, "Einmal", ListKind::Personal).await, first);
        assert_eq!(lists::lists(k, &me).await.unwrap().mine.len(), 1);
        let rename = |version, name: &str| RenameList {
            list: first.clone(),
            version,
            name: name.into(),
            note: String::new(),
        };
        lists::rename_list(k, &me, &rename(1, "Zweimal")).await.unwrap();
        assert_eq!(
            lists::rename_list(k, &me, &rename(1, "Dreimal")).await,
            Err(Error::conflict(Problem::ChangedMeanwhile))
        );
        let error = lists::rename_list(k, &me, &rename(2, " ")).await.unwrap_err();
        assert_eq!(error.field("name"), Some(&Problem::Required));
        let long =
            lists::make_list(k, &me, &new(&"x".repeat(81), ListKind::Personal, ListSource::Empty)).await;
        assert_eq!(long.unwrap_err().field("name"), Some(&Problem::TooLong { max: 80 }));
    });
}

#[test]
fn a_list_keeps_what_cannot_be_ordered_and_shows_why_and_the_successor_takes_its_place() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let lines = vec![line("HY-OLD", 2), line("OR-10", 3), line(FILTER, 1)];
        let bad = vec![line("NIX", 1), line(FILTER, 0), line(FILTER, 1), line(FILTER, 1)];
        let error =
            lists::make_list(k, &me, &new("bad", ListKind::Personal, ListSource::Lines { lines: bad }))
                .await
                .unwrap_err();
        assert_eq!(error.field("lines[0].part"), Some(&Problem::UnknownPart));
        assert_eq!(error.field("lines[1].quantity"), Some(&Problem::NotPositive));
        assert_eq!(error.field("lines[3].part"), Some(&Problem::Duplicate));
        let list = lists::make_list(k, &me, &new("L", ListKind::Personal, ListSource::Lines { lines }))
            .await
            .unwrap();
        let seen = lists::list(k, &me, &list).await.unwrap();
        let numbers: Vec<_> = seen.lines.iter().map(|l| l.number.as_str()).collect();
        assert_eq!(numbers, ["HY-OLD", "OR-10", FILTER], "in the order they were given");
        assert_eq!(seen.lines[0].problem, Some(Problem::Obsolete { successor: Some(FILTER.into()) }));
        assert_eq!(seen.lines[1].problem, Some(Problem::BelowMinimum { minimum: Quantity::of(10) }));
        assert_eq!(lists::replace_line(k, &me, &list, &key("HY-OLD")).await, Ok(key(FILTER)));
        let seen = lists::list(k, &me, &list).await.unwrap();
        let lines: Vec<_> = seen.lines.iter().map(|l| (l.number.as_str(), l.quantity)).collect();
        assert_eq!(lines, [(FILTER, Quantity::of(3)), ("OR-10", Quantity::of(3))], "at the old one's place");
        assert_eq!(seen.head.lines, 2);
        // A second click finds it done; a part without successor stays.
        assert_eq!(
            lists::replace_line(k, &me, &list, &key("HY-OLD")).await,
            Err(Error::conflict(Problem::AlreadyDone))
        );
        // Off and back again.
        lists::set_line(k, &me, &set(&list, "OR-10", 0)).await.unwrap();
        assert_eq!(lists::list(k, &me, &list).await.unwrap().head.lines, 1);
        lists::set_line(k, &me, &set(&list, "OR-10", 20)).await.unwrap();
        assert_eq!(lists::list(k, &me, &list).await.unwrap().lines[1].note, "n");
        lists::put_lines(k, &me, &list, &[line("OR-10", 30)]).await.unwrap();
        let seen = lists::list(k, &me, &list).await.unwrap();
        assert_eq!((seen.lines.len(), seen.lines[0].quantity), (1, Quantity::of(30)));
    });
}

#[test]
fn a_list_takes_no_more_lines_than_a_cart() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let list = make(&shop, &me, "Voll", ListKind::Personal).await;
        shop.part("LAST", "Letztes", "Last", PartCode::Normal).await;
        // As many lines as there may be, written past the operation.
        let mut vars = Variables::new();
        vars.insert("list", list.to_string());
        k.store
            .query(
                "FOR $i IN 1..=500 { LET $part = string::concat('F', <string> $i); \
                 CREATE type::record('list_line', string::concat($list, '|', $part)) CONTENT \
                 { list: $list, part: $part, quantity: 1dec, note: '', added_by: '', seq: 'a' } }",
                vars,
            )
            .await
            .unwrap();
        let full = Err(Error::conflict(Problem::ListFull { max: 500 }));
        assert_eq!(lists::add_line(k, &me, &list, &line("LAST", 1)).await, full);
        lists::set_line(k, &me, &set(&list, "F1", 0)).await.unwrap();
        lists::add_line(k, &me, &list, &line("LAST", 1)).await.unwrap();
        assert_eq!(lists::list(k, &me, &list).await.unwrap().head.lines, 500);
    });
}

#[test]
fn a_list_goes_into_the_cart_once_and_comes_out_again_without_taking_what_others_added() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        shop.add(&colleague(), FILTER, 4).await;
        let command = fill("once", &[(FILTER, 2), ("OR-10", 20)]);
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (kontor, me, command) = (shop.kontor.clone(), me.clone(), command.clone());
            clicks.spawn(async move { carts::fill_cart(&kontor, &me, &command).await });
        }
        assert!(clicks.join_all().await.into_iter().all(|r| r == Ok(2)));
        let both = [(FILTER.to_owned(), Quantity::of(6)), ("OR-10".to_owned(), Quantity::of(20))];
        assert_eq!(cart(&shop, &me).await, both);
        // Chosen anew on an old page: said, instead of done or swallowed.
        let other = carts::fill_cart(k, &me, &fill("once", &[(FILTER, 9)])).await;
        assert_eq!(other, Err(Error::conflict(Problem::AlreadyDone)));
        assert_eq!(cart(&shop, &me).await, both);
        // A colleague takes more of one meanwhile; the undo takes out only what the list put in, once.
        shop.add(&colleague(), "OR-10", 10).await;
        for _ in 0..2 {
            assert_eq!(carts::undo_fill(k, &me, &command.key).await, Ok((2, CartId::new("bauer"))));
        }
        let rest = [(FILTER.to_owned(), Quantity::of(4)), ("OR-10".to_owned(), Quantity::of(10))];
        assert_eq!(cart(&shop, &me).await, rest);
        assert_eq!(carts::undo_fill(k, &buyer("steiner"), &command.key).await, Err(Error::NotFound));
        // What stands alone in the cart goes with the undo.
        carts::fill_cart(k, &buyer("steiner"), &fill("s", &[(FILTER, 1)])).await.unwrap();
        carts::undo_fill(k, &buyer("steiner"), &IdempotencyKey::new("s")).await.unwrap();
        assert!(cart(&shop, &buyer("steiner")).await.is_empty());
    });
}

#[test]
fn everything_wrong_with_the_lines_is_said_at_once_and_nothing_goes_into_the_cart() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        shop.part("CALL", "Anfrage", "Call", PartCode::CallUs).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let command = fill(
            "bad",
            &[(FILTER, 1), ("HY-OLD", 1), ("OR-10", 3), ("OR-10", 10), ("CALL", 1), ("NIX", 1), ("GONE", 1)],
        );
        let error = carts::fill_cart(k, &me, &command).await.unwrap_err();
        let problem = |i: usize, field: &str| error.field(&format!("lines[{i}].{field}"));
        assert!(problem(0, "part").is_none() && problem(0, "quantity").is_none());
        assert_eq!(problem(1, "part"), Some(&Problem::Obsolete { successor: Some(FILTER.into()) }));
        assert_eq!(problem(2, "quantity"), Some(&Problem::BelowMinimum { minimum: Quantity::of(10) }));
        assert!(problem(3, "part").is_none() && problem(3, "quantity").is_none(), "named twice it adds up");
        assert_eq!(problem(4, "part"), Some(&Problem::PriceOnRequest));
        assert_eq!(problem(5, "part"), Some(&Problem::UnknownPart));
        assert_eq!(problem(6, "part"), Some(&Problem::Obsolete { successor: None }));
        assert!(cart(&shop, &me).await.is_empty());
        let none = carts::fill_cart(k, &me, &fill("none", &[])).await.unwrap_err();
        assert_eq!(none.field("lines"), Some(&Problem::NothingChosen));
        let approver = customer("bauer", Role::Approver);
        assert_eq!(carts::fill_cart(k, &approver, &command).await, Err(Error::Forbidden));
    });
}

#[test]
fn a_list_comes_from_the_cart_or_an_order_and_leaves_them_as_they_are() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let order = ordered(&shop, &me, "o", &[(FILTER, 5)]).await;
        shop.add(&me, FILTER, 7).await;
        for (name, source, quantity) in [
            ("cart", ListSource::Cart { cart: None }, 7),
            ("order", ListSource::Order { order: order.id.clone() }, 5),
        ] {
            let list = lists::make_list(k, &me, &new(name, ListKind::Company, source)).await.unwrap();
            let seen = lists::list(k, &me, &list).await.unwrap();
            assert_eq!(seen.lines[0].quantity, Quantity::of(quantity), "{name}");
        }
        assert_eq!(cart(&shop, &me).await, [(FILTER.to_owned(), Quantity::of(7))]);
        let foreign = new("f", ListKind::Company, ListSource::Order { order: order.id });
        assert_eq!(lists::make_list(k, &buyer("steiner"), &foreign).await, Err(Error::NotFound));
    });
}

#[test]
fn what_was_bought_stands_with_its_last_price_and_a_cancelled_order_does_not_count() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        ordered(&shop, &me, "one", &[(FILTER, 1), ("OR-10", 10)]).await;
        let second = ordered(&shop, &me, "two", &[(FILTER, 5)]).await;
        // The same key again is the same order, and counts once.
        orders::place_order(k, &me, &place("two")).await.unwrap();
        let bought = async |q: &str| {
            let filter = BoughtFilter { q: q.into(), after: None };
            lists::bought(k, &me, &filter).await.unwrap().items
        };
        let all = bought("").await;
        assert_eq!(all.iter().map(|b| b.number.as_str()).collect::<Vec<_>>(), [FILTER, "OR-10"]);
        assert_eq!((all[0].times, all[0].quantity, all[0].net), (2, Quantity::of(5), Money::cents(4420)));
        assert_eq!(all[0].order, second.id);
        assert!(all[0].now.as_ref().unwrap().price.is_some());
        for (question, hits) in [
            ("4711-20", 1),
            ("hydraulik rücklauf", 1),
            ("O-RING", 1),
            ("or10", 1),
            ("ring filter", 0),
            ("-", 2),
        ] {
            assert_eq!(bought(question).await.len(), hits, "{question}");
        }
        assert!(
            lists::bought(k, &buyer("steiner"), &BoughtFilter::default()).await.unwrap().items.is_empty()
        );
        let cancel = CancelOrder { order: second.id, version: second.version, reason: String::new() };
        orders::cancel_order(k, &me, &cancel).await.unwrap();
        let all = bought("").await;
        assert_eq!(all.len(), 2);
        let filter = all.iter().find(|b| b.number == FILTER).unwrap();
        assert_eq!((filter.times, filter.quantity, filter.net), (1, Quantity::ONE, Money::cents(4860)));
        let only = ordered(&shop, &buyer("steiner"), "s", &[(FILTER, 1)]).await;
        let cancel = CancelOrder { order: only.id, version: only.version, reason: String::new() };
        orders::cancel_order(k, &buyer("steiner"), &cancel).await.unwrap();
        assert!(
            lists::bought(k, &buyer("steiner"), &BoughtFilter::default()).await.unwrap().items.is_empty()
        );
    });
}

#[test]
fn what_was_bought_is_paged_by_key() {
    block(async {
        let shop = Shop::new().await;
        let me = buyer("bauer");
        for n in 0..30 {
            let number = format!("P-{n:02}");
            shop.part(&number, "Teil", "Part", PartCode::Normal).await;
            shop.price(&number, "list", PriceKind::List, &[(1, 100)]).await;
            shop.add(&me, &number, 1).await;
        }
        orders::place_order(&shop.kontor, &me, &place("many")).await.unwrap();
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let filter = BoughtFilter { q: "teil".into(), after };
            let page = lists::bought(&shop.kontor, &me, &filter).await.unwrap();
            seen.extend(page.items.into_iter().map(|b| b.number));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        seen.sort();
        assert_eq!(seen, (0..30).map(|n| format!("P-{n:02}")).collect::<Vec<_>>());
    });
}

/// The part of the migration that reads orders, as it runs on a store that had orders before.
const MIGRATION: &str = include_str!("../../migrations/0006_order_lists.surql");

#[test]
fn orders_that_were_there_before_are_brought_in_as_if_they_had_been_placed_since() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        for (idempotency, lines) in
            [("a", &[(FILTER, 1), ("OR-10", 10)][..]), ("b", &[(FILTER, 5)]), ("c", &[(FILTER, 2)])]
        {
            let order = ordered(&shop, &me, idempotency, lines).await;
            if idempotency == "c" {
                let cancel = CancelOrder { order: order.id, version: order.version, reason: String::new() };
                orders::cancel_order(k, &me, &cancel).await.unwrap();
            }
        }
        let all = async || {
            let rows: Vec<kontor_store::Value> =
                k.store.rows("SELECT * FROM bought ORDER BY seq", Variables::new()).await.unwrap();
            rows
        };
        let written = all().await;
        assert_eq!(written.len(), 2);
        // Twice: an interrupted migration is applied again.
        for _ in 0..2 {
            k.store.query(MIGRATION, Variables::new()).await.unwrap();
            assert_eq!(all().await, written);
        }
    });
}

#[test]
fn an_order_is_repeated_with_everything_that_changed_since() {
    block(async {
        let shop = Shop::new().await;
        odd_parts(&shop).await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        shop.part("BECOMES-OLD", "Saugfilter", "Suction filter", PartCode::Normal).await;
        shop.price("BECOMES-OLD", "list", PriceKind::List, &[(1, 1000)]).await;
        shop.part("STAYS", "Bleibt", "Stays", PartCode::Normal).await;
        shop.price("STAYS", "list", PriceKind::List, &[(1, 700)]).await;
        let order =
            ordered(&shop, &me, "o", &[("BECOMES-OLD", 2), ("OR-10", 10), ("STAYS", 1), (FILTER, 1)]).await;
        // Meanwhile: replaced, only in hundreds, dearer.
        shop.put(PartData {
            number: PartNumber::parse("BECOMES-OLD").unwrap(),
            code: PartCode::Obsolete,
            replaced_by: Some(key("HY-OLD")),
            ..PartData::default()
        })
        .await;
        let hundred = Quantity::of(100);
        shop.put(PartData {
            number: PartNumber::parse("OR-10").unwrap(),
            minimum: hundred,
            step: hundred,
            packaging: hundred,
            ..PartData::default()
        })
        .await;
        shop.price(FILTER, "c-bauer", PriceKind::Customer, &[(1, 5100)]).await;
        let repeat = lists::repeat(k, &me, &order.id).await.unwrap();
        let of = |number: &str| repeat.lines.iter().find(|l| l.number == number).unwrap();
        // Its successor was replaced as well: the last of the chain is offered.
        assert_eq!(of("BECOMES-OLD").now.number, FILTER);
        assert_eq!(of("BECOMES-OLD").changes[0], Changed::Replaced { by: FILTER.into() });
        assert_eq!(
            of("OR-10").changes,
            [Changed::Problem { problem: Problem::BelowMinimum { minimum: hundred } }]
        );
        assert!(of("STAYS").changes.is_empty());
        assert_eq!(
            of(FILTER).changes,
            [Changed::Price { then: Money::cents(4860), now: Money::cents(5100) }]
        );
        assert!(of("STAYS").now.availability.date.is_some());
        assert!(cart(&shop, &me).await.is_empty(), "looking changes nothing");
        assert_eq!(lists::repeat(k, &buyer("steiner"), &order.id).await.err(), Some(Error::NotFound));
        let approver = customer("bauer", Role::Approver);
        assert_eq!(lists::repeat(k, &approver, &order.id).await.err(), Some(Error::Forbidden));
    });
}
