//! Orders: promised, reserved, placed once, confirmed, shipped.

use kontor_domain::accounts::Role;
use kontor_domain::catalog::PartCode;
use kontor_domain::events::Happened;
use kontor_domain::orders::{CancelOrder, ConfirmOrder, MovedLine, OrderFilter, OrderState, OrderView};
use kontor_domain::pricing::ListKind;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{CompanyId, Date, Decimal, Error, IdempotencyKey, Money, Problem, Quantity, WarehouseId};
use kontor_service::{carts, cases, orders, shipments, stock};
use kontor_store::Variables;

use crate::shop::{Shop, block, buyer, customer, dealer, key, place};

const FILTER: &str = "HY-4711.20-F";

pub async fn free(shop: &Shop, number: &str) -> Decimal {
    let mut vars = Variables::new();
    vars.insert("id", stock::rows::id(&WarehouseId::new("ulm"), &key(number)));
    let rows: Vec<stock::rows::StockRow> = shop
        .kontor
        .store
        .rows("SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $id", vars)
        .await
        .unwrap();
    let row = &rows[0];
    assert!(row.on_hand >= Decimal::ZERO && row.reserved >= Decimal::ZERO, "no negative stock");
    row.on_hand - row.reserved
}

async fn placed(shop: &Shop, quantity: i64) -> OrderView {
    shop.add(&buyer("bauer"), FILTER, quantity).await;
    orders::place_order(&shop.kontor, &buyer("bauer"), &place(&format!("k{quantity}"))).await.unwrap()
}

#[test]
fn an_order_reserves_stock_empties_the_cart_and_tells_everybody() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 5).await;
        assert_eq!(order.state, OrderState::Placed);
        assert_eq!(order.po_number, "2026-118");
        // Five at the tier price, with German VAT.
        assert_eq!(order.totals.net, Money::cents(5 * 4420));
        assert_eq!(order.totals.gross, Money::cents(5 * 4420 * 119 / 100));
        // Ordered at nine in Ulm, delivered the next working day.
        assert_eq!(order.lines[0].promised, Date::constant(2026, 11, 25));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(37));
        assert!(carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap().lines.is_empty());
        assert!(matches!(&order.timeline[0].what, Happened::OrderPlaced { lines: 1, .. }));
        assert_eq!(
            cases::open_case(&shop.kontor, &buyer("bauer"), order.case.as_str()).await.unwrap(),
            format!("/orders/{}", order.id)
        );
    });
}

#[test]
fn the_same_key_a_hundred_times_at_once_is_one_order() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 2).await;
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let kontor = shop.kontor.clone();
            clicks.spawn(async move { orders::place_order(&kontor, &buyer("bauer"), &place("one")).await });
        }
        let ids: Vec<_> = clicks.join_all().await.into_iter().map(|r| r.unwrap().id).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
        let all =
            orders::orders(&shop.kontor, &dealer(Role::Support), &OrderFilter::default()).await.unwrap();
        assert_eq!(all.items.len(), 1);
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40));
    });
}

/// Sixty-four companies with a cart each order the last unit of a part at the same moment; made in the first round. One of them
/// gets it, all others are told that it is sold out.
pub async fn race_for_the_last(
    shop: &Shop,
    round: usize,
    warehouse: &str,
    command: fn(&str) -> kontor_domain::orders::PlaceOrder,
) {
    let number = format!("LAST-{round}");
    shop.part(&number, "Letztes Stück", "Last one", PartCode::Remaining).await;
    shop.price(&number, "list", ListKind::List, &[(1, 1000)]).await;
    shop.stock(&number, warehouse, 1, &[]).await;
    let mut race = tokio::task::JoinSet::new();
    for n in 0..64 {
        let kontor = shop.kontor.clone();
        let number = number.clone();
        let actor = buyer(&format!("race-{n}"));
        if round == 0 {
            let company = kontor_domain::accounts::Company {
                id: actor.company().unwrap().clone(),
                name: format!("Firma {n}"),
                country: "DE".into(),
                addresses: vec![kontor_domain::accounts::Address {
                    id: "hof".into(),
                    country: "DE".into(),
                    ..Default::default()
                }],
                ..Default::default()
            };
            kontor_service::accounts::put_company(&kontor, &crate::shop::system(), &company).await.unwrap();
        }
        shop.add(&actor, &number, 1).await;
        race.spawn(async move {
            let result = orders::place_order(&kontor, &actor, &command(&format!("r{round}-{n}"))).await;
            carts::remove_line(&kontor, &actor, None, &key(&number)).await.unwrap();
            result
        });
    }
    let results = race.join_all().await;
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "round {round}");
    for lost in results.iter().filter_map(|r| r.as_ref().err()) {
        assert!(matches!(lost, Error::Conflict { problem: Problem::SoldOut { .. } }), "{lost:?}");
    }
}

#[test]
fn sixty_four_buyers_of_the_last_unit_make_exactly_one_order_in_every_round() {
    block(async {
        let shop = Shop::new().await;
        for round in 0..8 {
            race_for_the_last(&shop, round, "ulm", place).await;
            assert_eq!(free(&shop, &format!("LAST-{round}")).await, Decimal::ZERO);
        }
    });
}

#[test]
fn what_is_not_in_stock_is_ordered_for_the_customer_with_a_date() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 50).await;
        let order = orders::place_order(&shop.kontor, &buyer("bauer"), &place("b")).await.unwrap();
        let line = &order.lines[0];
        assert_eq!(line.allocation.reserve, Quantity::of(42));
        assert_eq!(line.allocation.backorder, Quantity::of(8));
        // Today's cut-off, five working days of replenishment, one on the road.
        assert_eq!(line.promised, Date::constant(2026, 12, 2));
    });
}

#[test]
fn another_companys_order_does_not_exist() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 1).await;
        let k = &shop.kontor;
        let other = buyer("steiner");
        assert_eq!(orders::order(k, &other, &order.id).await.err(), Some(Error::NotFound));
        assert_eq!(cases::open_case(k, &other, order.case.as_str()).await.err(), Some(Error::NotFound));
        let cancel = CancelOrder { order: order.id.clone(), version: order.version, reason: String::new() };
        assert_eq!(orders::cancel_order(k, &other, &cancel).await.err(), Some(Error::NotFound));
        assert!(orders::orders(k, &other, &OrderFilter::default()).await.unwrap().items.is_empty());
        // A colleague sees it; one without the right to order cannot cancel it.
        let approver = customer("bauer", Role::Approver);
        assert!(orders::order(k, &approver, &order.id).await.is_ok());
        assert_eq!(orders::cancel_order(k, &approver, &cancel).await.err(), Some(Error::Forbidden));
        // A customer cannot do the desk's work, not even on the own order.
        let confirm = ConfirmOrder { order: order.id.clone(), version: 1, moved: vec![] };
        assert_eq!(orders::confirm_order(k, &buyer("bauer"), &confirm).await.err(), Some(Error::Forbidden));
    });
}

#[test]
fn the_desk_confirms_a_later_date_with_its_reason() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 1).await;
        let k = &shop.kontor;
        let later = Date::constant(2026, 11, 30);
        let mut confirm = ConfirmOrder {
            order: order.id.clone(),
            version: order.version,
            moved: vec![MovedLine { position: 1, date: later, reason: " ".into() }],
        };
        let refused = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap_err();
        assert_eq!(refused.field("moved[0].reason"), Some(&Problem::ReasonRequired));
        confirm.moved[0].reason = "Zulauf verspätet".into();
        let confirmed = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        assert_eq!(confirmed.state, OrderState::Confirmed);
        assert_eq!(confirmed.lines[0].date(), later);
        assert_eq!(
            confirmed.lines[0].promised,
            Date::constant(2026, 11, 25),
            "the first promise stays visible"
        );
        let seen = orders::order(k, &buyer("bauer"), &order.id).await.unwrap();
        assert!(seen.timeline.iter().any(
            |e| matches!(&e.what, Happened::LineMoved { to, reason, .. } if *to == later && reason == "Zulauf verspätet")
        ));
        // Two desks at once: the second one had an old version.
        assert_eq!(
            orders::confirm_order(k, &dealer(Role::Sales), &confirm).await.err(),
            Some(Error::conflict(Problem::ChangedMeanwhile))
        );
    });
}

#[test]
fn a_parcel_takes_the_goods_off_the_shelf_once() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 5).await;
        let k = &shop.kontor;
        let desk = dealer(Role::Support);
        let ship = |version, lines: Vec<(u32, i64)>, idempotency: &str| ShipOrder {
            key: IdempotencyKey::new(idempotency),
            order: order.id.clone(),
            version,
            carrier: "DPD".into(),
            tracking: "0123456789".into(),
            lines: lines.into_iter().map(|(p, q)| (p, Quantity::of(q))).collect(),
            ..ShipOrder::default()
        };
        assert_eq!(
            shipments::ship_order(k, &desk, &ship(1, vec![], "a")).await.err(),
            Some(Error::conflict(Problem::WrongState)),
            "not before it is confirmed"
        );
        let confirm = ConfirmOrder { order: order.id.clone(), version: 1, moved: vec![] };
        orders::confirm_order(k, &desk, &confirm).await.unwrap();
        let picked = orders::pick_order(k, &dealer(Role::Warehouse), &order.id, 2).await.unwrap();
        let part = shipments::ship_order(k, &desk, &ship(picked.version, vec![(1, 2)], "b")).await.unwrap();
        assert_eq!((part.state, part.lines[0].open()), (OrderState::PartlyShipped, Quantity::of(3)));
        let again = shipments::ship_order(k, &desk, &ship(picked.version, vec![(1, 2)], "b")).await.unwrap();
        assert_eq!(again.shipments.len(), 1, "the same parcel twice is one parcel");
        let whole = shipments::ship_order(k, &desk, &ship(again.version, vec![], "c")).await.unwrap();
        assert_eq!((whole.state, whole.shipments.len()), (OrderState::Shipped, 2));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(37));
        let cancel = CancelOrder { order: order.id, version: whole.version, reason: "zu spät".into() };
        assert_eq!(
            orders::cancel_order(k, &desk, &cancel).await.err(),
            Some(Error::conflict(Problem::WrongState))
        );
    });
}

#[test]
fn what_is_not_on_the_shelf_cannot_leave_the_house() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 50).await;
        let k = &shop.kontor;
        let desk = dealer(Role::Support);
        orders::confirm_order(k, &desk, &ConfirmOrder { order: order.id.clone(), version: 1, moved: vec![] })
            .await
            .unwrap();
        let ship = ShipOrder {
            key: IdempotencyKey::new("s"),
            order: order.id.clone(),
            version: 2,
            carrier: "DHL".into(),
            tracking: "1".into(),
            lines: vec![],
            ..ShipOrder::default()
        };
        assert!(matches!(
            shipments::ship_order(k, &desk, &ship).await,
            Err(Error::Conflict { problem: Problem::SoldOut { .. } })
        ));
        shop.stock(FILTER, "ulm", 50, &[]).await;
        assert_eq!(shipments::ship_order(k, &desk, &ship).await.unwrap().state, OrderState::Shipped);
        assert_eq!(free(&shop, FILTER).await, Decimal::ZERO);
    });
}

#[test]
fn a_cancelled_order_gives_its_stock_back() {
    block(async {
        let shop = Shop::new().await;
        let order = placed(&shop, 5).await;
        let cancel = CancelOrder { order: order.id.clone(), version: 1, reason: String::new() };
        let cancelled = orders::cancel_order(&shop.kontor, &buyer("bauer"), &cancel).await.unwrap();
        assert_eq!(cancelled.state, OrderState::Cancelled);
        assert_eq!(free(&shop, FILTER).await, Decimal::from(42));
        assert!(orders::cancel_order(&shop.kontor, &buyer("bauer"), &cancel).await.is_err());
        assert_eq!(free(&shop, FILTER).await, Decimal::from(42));
    });
}

#[test]
fn a_price_that_changed_since_the_person_saw_it_stops_the_order_and_keeps_the_cart() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let command = kontor_domain::orders::PlaceOrder { seen_net: Some(Money::cents(4860)), ..place("p") };
        shop.price(FILTER, "c-bauer", ListKind::Customer, &[(1, 5000)]).await;
        assert_eq!(
            orders::place_order(&shop.kontor, &buyer("bauer"), &command).await.err(),
            Some(Error::conflict(Problem::PriceChanged))
        );
        assert_eq!(carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap().lines.len(), 1);
    });
}

#[test]
fn every_wrong_field_of_the_checkout_is_named_at_once() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let command = kontor_domain::orders::PlaceOrder {
            business: false,
            delivery: "nirgends".into(),
            requested: Some(Date::constant(2026, 11, 1)),
            po_number: "x".repeat(61),
            ..place("p")
        };
        let error = orders::place_order(&shop.kontor, &buyer("bauer"), &command).await.unwrap_err();
        for field in ["business", "delivery", "requested", "po_number"] {
            assert!(error.field(field).is_some(), "{field}");
        }
    });
}

#[test]
fn an_austrian_business_pays_no_german_vat() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("steiner"), FILTER, 1).await;
        let order = orders::place_order(&shop.kontor, &buyer("steiner"), &place("a")).await.unwrap();
        // List price less ten percent, tax-free intra-community supply.
        assert_eq!((order.totals.net, order.totals.gross), (Money::cents(5580), Money::cents(5580)));
    });
}

#[test]
fn lists_page_by_key_and_filter_by_state() {
    block(async {
        let shop = Shop::new().await;
        for n in 0..30 {
            shop.add(&buyer("bauer"), FILTER, 1).await;
            orders::place_order(&shop.kontor, &buyer("bauer"), &place(&format!("n{n}"))).await.unwrap();
        }
        let k = &shop.kontor;
        let first = orders::orders(k, &buyer("bauer"), &OrderFilter::default()).await.unwrap();
        let filter = OrderFilter {
            after: first.next.clone(),
            state: Some(OrderState::Placed),
            ..OrderFilter::default()
        };
        let second = orders::orders(k, &buyer("bauer"), &filter).await.unwrap();
        assert_eq!((first.items.len(), second.items.len(), second.next), (25, 5, None));
        assert!(first.items.windows(2).all(|w| w[0].id > w[1].id), "newest first");
        let confirmed = OrderFilter { state: Some(OrderState::Confirmed), ..OrderFilter::default() };
        assert!(orders::orders(k, &dealer(Role::Support), &confirmed).await.unwrap().items.is_empty());
        // The desk sees one customer's; to another customer they do not exist.
        let of = |id: &str| OrderFilter { company: Some(CompanyId::new(id)), ..OrderFilter::default() };
        let desk = orders::orders(k, &dealer(Role::Support), &of("bauer")).await.unwrap();
        assert_eq!((desk.items.len(), desk.next.is_some()), (25, true));
        assert!(orders::orders(k, &dealer(Role::Support), &of("steiner")).await.unwrap().items.is_empty());
        assert_eq!(orders::orders(k, &buyer("steiner"), &of("bauer")).await.err(), Some(Error::NotFound));
        assert_eq!(orders::orders(k, &buyer("bauer"), &of("bauer")).await.unwrap().items.len(), 25);
    });
}

#[test]
fn two_programs_ordering_at_once_neither_meet_nor_touch_the_cart() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 7).await;
        let mut programs = tokio::task::JoinSet::new();
        for n in 1..=4 {
            let kontor = shop.kontor.clone();
            programs.spawn(async move {
                let line = kontor_domain::carts::AddLine { part: key(FILTER), quantity: Quantity::of(n) };
                orders::place_lines(&kontor, &buyer("bauer"), &[line], &place(&format!("api-{n}"))).await
            });
        }
        let mut sums: Vec<_> =
            programs.join_all().await.into_iter().map(|o| o.unwrap().lines[0].quantity).collect();
        sums.sort_unstable();
        assert_eq!(sums, [1, 2, 3, 4].map(Quantity::of));
        let cart = carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap();
        assert_eq!(cart.lines[0].quantity, Quantity::of(7));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(32));
    });
}

#[test]
fn a_core_deposit_is_a_sum_of_its_own_is_taxed_with_its_part_and_stays_on_the_order() {
    block(async {
        use kontor_domain::catalog::PartData;
        use kontor_domain::returns::ReturnRule;
        let shop = Shop::new().await;
        let me = buyer("bauer");
        let mut part = PartData {
            number: kontor_domain::catalog::PartNumber::parse("HY-4711.20-F").unwrap(),
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            replenishment_days: 5,
            ..PartData::default()
        };
        let deposit = Some(kontor_domain::Decimal::from(85));
        part.returns = ReturnRule { deposit, ..ReturnRule::default() };
        shop.put(part.clone()).await;
        shop.add(&me, "HY-4711.20-F", 2).await;
        let command = kontor_domain::orders::PlaceOrder {
            // Goods alone: not what the cart shows.
            seen_net: Some(Money::cents(9_720)),
            ..place("core")
        };
        let stale = orders::place_order(&shop.kontor, &me, &command).await;
        assert_eq!(stale, Err(Error::conflict(Problem::PriceChanged)));
        let command =
            kontor_domain::orders::PlaceOrder { seen_net: Some(Money::cents(26_720)), ..place("core") };
        let order = orders::place_order(&shop.kontor, &me, &command).await.unwrap();
        let t = &order.totals;
        assert_eq!((t.goods(), t.deposit), (Money::cents(9_720), Money::cents(17_000)));
        // 267.20 with 19 %.
        assert_eq!(t.gross, Money::cents(31_797));
        part.returns.deposit = None;
        shop.put(part).await;
        let order = orders::order(&shop.kontor, &me, &order.id).await.unwrap();
        assert_eq!(order.lines[0].deposit(), Money::cents(17_000), "as agreed when it was ordered");
    });
}
