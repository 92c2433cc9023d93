//! Delivery: services and what they cost, together or in parts, several parcels.

use kontor_domain::accounts::{Role, Terms as CompanyTerms};
use kontor_domain::catalog::{Attribute, PartCode, PartData, PartNumber, VatCategory};
use kontor_domain::delivery::{
    Band, Completeness, DeliveryChoice, DeliveryTerms, Place, RemoveService, SaveService, SaveZones, Service,
    Tariffs, TariffsView, Zone,
};
use kontor_domain::events::Happened;
use kontor_domain::orders::{CancelLine, CancelOrder, ConfirmOrder, OrderState, OrderView, PlaceOrder};
use kontor_domain::pricing::ListKind;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{
    CategoryId, CompanyId, Date, Decimal, Error, IdempotencyKey, Localized, Money, OrderId, Problem, Quantity,
};
use kontor_service::{accounts, carts, delivery, mail, orders, shipments};
use kontor_store::Variables;

use crate::shop::{Shop, block, buyer, customer, dealer, key, place, system};

const FILTER: &str = "HY-4711.20-F";
/// Twelve kilograms; two lie in Ulm, more comes on the ninth of December.
const PUMP: &str = "HY-6020.16-L";

fn service(id: &str, days: i64, rows: &[(i64, i64)]) -> Service {
    let bands = rows.iter().map(|(kg, cents)| Band {
        up_to_kg: Decimal::from(*kg),
        prices: [("de".to_owned(), Money::cents(*cents))].into(),
    });
    Service {
        id: id.into(),
        name: Localized::new(id, id),
        carrier: "DHL".into(),
        days: [("de".to_owned(), days)].into(),
        bands: bands.collect(),
        ..Service::default()
    }
}

pub fn tariffs() -> Tariffs {
    Tariffs {
        zones: vec![Zone {
            id: "de".into(),
            name: Localized::new("Deutschland", "Germany"),
            places: vec![Place::parse("DE").unwrap()],
        }],
        services: vec![
            Service { free: true, ..service("paket", 2, &[(5, 690), (30, 1290)]) },
            service("express", 1, &[(30, 2490)]),
        ],
        free_from: Some(Money::cents(50_000)),
        missing_kg: Decimal::from(2),
    }
}

/// The shop with services, and a heavy part of which not everything is there.
async fn shop() -> Shop {
    let shop = Shop::new().await;
    let pump = PartData {
        number: PartNumber::parse(PUMP).unwrap(),
        name: Localized::new("Zahnradpumpe", "Gear pump"),
        category: CategoryId::new("hydraulik/filter"),
        weight_kg: Some(Decimal::from(12)),
        packaging: Quantity::ONE,
        minimum: Quantity::ONE,
        step: Quantity::ONE,
        replenishment_days: 5,
        ..PartData::default()
    };
    shop.put(pump).await;
    shop.price(PUMP, "list", ListKind::List, &[(1, 10_000)]).await;
    shop.stock(PUMP, "ulm", 2, &[(Date::constant(2026, 12, 9), 10)]).await;
    delivery::put_tariffs(&shop.kontor, &system(), &tariffs()).await.unwrap();
    shop
}

fn with(service: &str, name: &str) -> PlaceOrder {
    PlaceOrder { service: service.into(), ..place(name) }
}

async fn try_order(shop: &Shop, lines: &[(&str, i64)], command: &PlaceOrder) -> Result<OrderView, Error> {
    for (number, quantity) in lines {
        shop.add(&buyer("bauer"), number, *quantity).await;
    }
    orders::place_order(&shop.kontor, &buyer("bauer"), command).await
}

async fn order(shop: &Shop, lines: &[(&str, i64)], command: &PlaceOrder) -> OrderView {
    try_order(shop, lines, command).await.unwrap()
}

async fn confirmed(shop: &Shop, order: &OrderView) -> OrderView {
    let command = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
    orders::confirm_order(&shop.kontor, &dealer(Role::Support), &command).await.unwrap()
}

fn parcel(order: &OrderView, name: &str, lines: &[(u32, i64)]) -> ShipOrder {
    ShipOrder {
        key: IdempotencyKey::new(name),
        order: order.id.clone(),
        version: order.version,
        carrier: "DPD".into(),
        tracking: "0123456789".into(),
        lines: lines.iter().map(|(position, q)| (*position, Quantity::of(*q))).collect(),
        ..ShipOrder::default()
    }
}

async fn ship(shop: &Shop, command: &ShipOrder) -> Result<OrderView, Error> {
    shipments::ship_order(&shop.kontor, &dealer(Role::Warehouse), command).await
}

async fn shown(shop: &Shop, choice: &DeliveryChoice) -> (Money, kontor_domain::delivery::DeliveryOffers) {
    let (cart, offers) =
        delivery::delivery_offers(&shop.kontor, &buyer("bauer"), None, choice).await.unwrap();
    (cart.totals.net, offers)
}

#[test]
fn where_no_services_are_set_up_nothing_is_charged_and_nothing_is_asked() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let (net, offers) = shown(&shop, &DeliveryChoice::default()).await;
        assert!(!offers.chooses() && offers.offers.len() == 1);
        assert_eq!(offers.offers[0].dates, [Some(Date::constant(2026, 11, 25))]);
        let order = order(&shop, &[], &place("k")).await;
        assert_eq!((order.totals.net, order.totals.freight, order.freight), (net, None, None));
    });
}

#[test]
fn the_sum_that_is_shown_is_the_sum_that_is_ordered_and_charged() {
    block(async {
        let shop = shop().await;
        shop.add(&buyer("bauer"), PUMP, 1).await;
        let (net, offers) = shown(&shop, &DeliveryChoice::default()).await;
        let prices: Vec<_> = offers.offers.iter().map(|o| (o.id.as_str(), o.net, o.last())).collect();
        assert_eq!(
            prices,
            [
                ("paket", Money::cents(1290), Some(Date::constant(2026, 11, 26))),
                ("express", Money::cents(2490), Some(Date::constant(2026, 11, 25))),
            ]
        );
        assert_eq!((offers.chosen.as_str(), net), ("paket", Money::cents(11_290)));
        let seen =
            PlaceOrder { seen_net: Some(net), seen_freight: Some(Money::cents(1290)), ..with("paket", "k") };
        let order = order(&shop, &[], &seen).await;
        let freight = order.freight.clone().unwrap();
        assert_eq!((freight.net, freight.kg, freight.estimated), (Money::cents(1290), Decimal::from(12), 0));
        assert_eq!(order.totals.freight, Some(Money::cents(1290)));
        assert_eq!(order.totals.gross, Money::eur(Decimal::new(11_290 * 119, 4)).rounded());
        assert_eq!(order.lines[0].promised, Date::constant(2026, 11, 26), "two working days on the road");
        // On account it counts with its freight.
        assert_eq!(order.owed, Some(order.totals.gross));
        let sent = shop.kontor.store.rows::<Decimal>("SELECT VALUE net FROM order", Variables::new());
        assert_eq!(sent.await.unwrap(), [order.totals.net.amount]);
    });
}

#[test]
fn a_freight_that_changed_is_told_like_a_price_that_changed() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        shop.add(&buyer("bauer"), PUMP, 1).await;
        let (net, _) = shown(&shop, &DeliveryChoice::default()).await;
        let seen =
            PlaceOrder { seen_net: Some(net), seen_freight: Some(Money::cents(1290)), ..with("paket", "k") };
        let view = delivery::tariffs(k, &dealer(Role::Admin)).await.unwrap();
        let mut dearer = view.tariffs.services[0].clone();
        dearer.bands[1].prices.insert("de".into(), Money::cents(1390));
        let save = SaveService { version: view.version, service: dearer };
        delivery::save_service(k, &dealer(Role::Admin), &save).await.unwrap();
        let now = Money::cents(1390);
        let refused = orders::place_order(k, &buyer("bauer"), &seen).await.unwrap_err();
        assert_eq!(refused, Error::conflict(Problem::FreightChanged { now }));
        // The goods are dearer too: then it is the price.
        shop.price(PUMP, "list", ListKind::List, &[(1, 11_000)]).await;
        let refused = orders::place_order(k, &buyer("bauer"), &seen).await.unwrap_err();
        assert_eq!(refused, Error::conflict(Problem::PriceChanged));
        assert_eq!(carts::cart(k, &buyer("bauer"), None).await.unwrap().lines.len(), 1, "nothing is lost");
        // The service is taken out: it is named as the field.
        let view = delivery::tariffs(k, &dealer(Role::Admin)).await.unwrap();
        let remove = RemoveService { version: view.version, service: "paket".into() };
        delivery::remove_service(k, &dealer(Role::Admin), &remove).await.unwrap();
        let refused = orders::place_order(k, &buyer("bauer"), &seen).await.unwrap_err();
        assert_eq!(refused.field("service"), Some(&Problem::ServiceGone));
        let offers = shown(&shop, &DeliveryChoice { service: "paket".into(), ..Default::default() }).await.1;
        assert_eq!(offers.chosen, "express", "what is shown is possible");
    });
}

#[test]
fn weight_and_length_decide_what_is_possible_and_what_is_not_known_is_reckoned() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        // Three pumps are more than thirty kilograms.
        let refused = try_order(&shop, &[(PUMP, 3)], &place("k")).await.unwrap_err();
        assert_eq!(refused.field("service"), Some(&Problem::NotDeliverable));
        assert!(shown(&shop, &DeliveryChoice::default()).await.1.offers.is_empty());
        carts::remove_line(k, &buyer("bauer"), None, &key(PUMP)).await.unwrap();
        // The filter has no weight: two kilograms each.
        shop.add(&buyer("bauer"), FILTER, 2).await;
        let offers = shown(&shop, &DeliveryChoice::default()).await.1;
        assert_eq!(
            (offers.kg, offers.estimated, offers.offers[0].net),
            (Decimal::from(4), 1, Money::cents(690))
        );
        // A rod of three metres does not go where two are the most.
        let mut short = tariffs();
        short.services[0].length_mm = Some(Decimal::from(2_000));
        delivery::put_tariffs(k, &system(), &short).await.unwrap();
        shop.put(PartData {
            number: PartNumber::parse("ROD-1").unwrap(),
            name: Localized::new("Stange", "Rod"),
            category: CategoryId::new("hydraulik/filter"),
            weight_kg: Some(Decimal::ONE),
            attributes: vec![Attribute {
                name: Localized::new("Länge", "Length"),
                value: "3".into(),
                unit: "m".into(),
            }],
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            ..PartData::default()
        })
        .await;
        shop.price("ROD-1", "list", ListKind::List, &[(1, 100)]).await;
        shop.stock("ROD-1", "ulm", 5, &[]).await;
        shop.add(&buyer("bauer"), "ROD-1", 1).await;
        let offers = shown(&shop, &DeliveryChoice::default()).await.1;
        assert_eq!(offers.offers.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["express"]);
    });
}

#[test]
fn the_terms_of_a_customer_say_from_when_it_is_free_by_what_it_comes_and_whether_together() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let bauer = CompanyId::new("bauer");
        let version = accounts::company(k, &dealer(Role::Manager), &bauer).await.unwrap().version;
        let terms = |delivery: DeliveryTerms, version| CompanyTerms {
            price_list: None,
            group_list: None,
            discounts: std::collections::BTreeMap::new(),
            delivery,
            version,
        };
        let odd = DeliveryTerms { service: "drone".into(), ..DeliveryTerms::default() };
        let refused = accounts::save_terms(k, &dealer(Role::Manager), &bauer, &terms(odd, version)).await;
        assert_eq!(refused.unwrap_err().field("service"), Some(&Problem::ServiceGone));
        let own = DeliveryTerms {
            completeness: Completeness::Complete,
            service: "paket".into(),
            free_from: Some(Money::cents(30_000)),
        };
        accounts::save_terms(k, &dealer(Role::Manager), &bauer, &terms(own, version)).await.unwrap();
        shop.add(&buyer("bauer"), FILTER, 5).await;
        let offers = shown(&shop, &DeliveryChoice::default()).await.1;
        assert_eq!(offers.completeness, Completeness::Complete);
        let paket = offers.offer().unwrap();
        assert!(paket.free && paket.net.is_zero() && paket.id == "paket");
        let order = order(&shop, &[], &place("free")).await;
        assert_eq!((order.totals.freight, order.completeness), (Some(Money::ZERO), Completeness::Complete));
        // Express never is free.
        let express = order_again(&shop, "express").await;
        assert_eq!(express.totals.freight, Some(Money::cents(2490)));
        // Another company's terms are not touched, and Austria is in no zone.
        let found = delivery::delivery_offers(k, &buyer("steiner"), None, &DeliveryChoice::default()).await;
        assert!(found.unwrap().1.offers.is_empty());
    });
}

async fn order_again(shop: &Shop, service: &str) -> OrderView {
    order(shop, &[(FILTER, 5)], &with(service, service)).await
}

#[test]
fn together_everything_has_the_day_of_the_latest_and_in_parts_each_its_own() {
    block(async {
        let shop = shop().await;
        let lines = [(FILTER, 1), (PUMP, 2)];
        // One pump is taken before: of two more, one has to come first.
        order(&shop, &[(PUMP, 1)], &place("first")).await;
        let choose =
            |completeness, name: &str| PlaceOrder { completeness: Some(completeness), ..with("paket", name) };
        let parts = order(&shop, &lines, &choose(Completeness::Partial, "parts")).await;
        let days = |order: &OrderView| order.lines.iter().map(|l| l.promised).collect::<Vec<_>>();
        let (soon, late) = (Date::constant(2026, 11, 26), Date::constant(2026, 12, 14));
        assert_eq!(days(&parts), [soon, late]);
        let cancel = CancelOrder { order: parts.id.clone(), version: parts.version, reason: String::new() };
        orders::cancel_order(&shop.kontor, &buyer("bauer"), &cancel).await.unwrap();
        for (number, quantity) in lines {
            shop.add(&buyer("bauer"), number, quantity).await;
        }
        let offers = shown(&shop, &DeliveryChoice::default()).await.1;
        let paket = offers.offers.iter().find(|o| o.id == "paket").unwrap();
        assert_eq!(paket.shipments(Completeness::Partial), [(soon, vec![0]), (late, vec![1])]);
        assert_eq!(paket.shipments(Completeness::Complete), [(late, vec![0, 1])]);
        let whole = order(&shop, &[], &choose(Completeness::Complete, "whole")).await;
        assert_eq!(days(&whole), [late, late]);
        assert_eq!(whole.totals.freight, parts.totals.freight, "charged once, however often we drive");
        let seen = orders::order(&shop.kontor, &buyer("bauer"), &whole.id).await.unwrap();
        assert_eq!((seen.completeness, seen.freight), (Completeness::Complete, whole.freight));
    });
}

#[test]
fn a_part_of_what_is_to_come_together_leaves_only_with_a_reason_that_the_customer_reads() {
    block(async {
        let shop = shop().await;
        let together = PlaceOrder { completeness: Some(Completeness::Complete), ..place("whole") };
        let placed = order(&shop, &[(FILTER, 2), (PUMP, 1)], &together).await;
        let confirmed = confirmed(&shop, &placed).await;
        let some = parcel(&confirmed, "one", &[(1, 1)]);
        let refused = ship(&shop, &some).await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::TogetherWanted));
        let long = ShipOrder { reason: "x".repeat(301), ..some.clone() };
        let refused = ship(&shop, &long).await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::TooLong { max: 300 }));
        let reasoned = ShipOrder { reason: " Maschine steht ".into(), ..some };
        let partly = ship(&shop, &reasoned).await.unwrap();
        assert_eq!(partly.state, OrderState::PartlyShipped);
        assert_eq!(partly.shipments[0].reason, "Maschine steht");
        let told = |what: &Happened| matches!(what, Happened::ShippedBefore { reason } if reason == "Maschine steht");
        assert!(partly.timeline.iter().any(|e| told(&e.what)));
        // The rest needs none, whatever stands in the field.
        let rest = ShipOrder { reason: "egal".into(), ..parcel(&partly, "rest", &[]) };
        let shipped = ship(&shop, &rest).await.unwrap();
        assert_eq!((shipped.state, shipped.shipments[1].reason.as_str()), (OrderState::Shipped, ""));
        // What may come in parts is never asked for one.
        let placed = order(&shop, &[(FILTER, 2)], &place("parts")).await;
        let confirmed = self::confirmed(&shop, &placed).await;
        let partly = ship(&shop, &parcel(&confirmed, "p", &[(1, 1)])).await.unwrap();
        assert_eq!(partly.state, OrderState::PartlyShipped);
    });
}

#[test]
fn a_shipment_of_several_parcels_names_each_and_the_mail_says_what_is_still_to_come() {
    block(async {
        let shop = shop().await;
        let placed = order(&shop, &[(FILTER, 2), (PUMP, 1)], &place("parcels")).await;
        let confirmed = confirmed(&shop, &placed).await;
        let twice = ShipOrder { tracking: "A1, A1".into(), ..parcel(&confirmed, "x", &[(1, 1)]) };
        assert_eq!(ship(&shop, &twice).await.unwrap_err().field("tracking"), Some(&Problem::Duplicate));
        let command = ShipOrder { tracking: "A1, B2;C3".into(), ..parcel(&confirmed, "x", &[(1, 1)]) };
        let partly = ship(&shop, &command).await.unwrap();
        assert_eq!(partly.shipments[0].parcels().collect::<Vec<_>>(), ["A1", "B2", "C3"]);
        // The same again is the same shipment.
        assert_eq!(ship(&shop, &command).await.unwrap().shipments.len(), 1);
        let letter = mail::order_shipped(
            &shop.kontor,
            &partly,
            &partly.shipments[0],
            "a@b.example",
            kontor_domain::Language::De,
        );
        for text in ["Sendungsnummer: A1", "Sendungsnummer: C3", "status/de_DE/parcel/B2"] {
            assert!(letter.text.contains(text), "{text}: {}", letter.text);
        }
        let rest = letter.text.split("Es folgt:").nth(1).expect("what is still to come");
        assert!(rest.contains("1 Stück  HY-4711.20-F") && rest.contains(PUMP), "{rest}");
        assert!(rest.contains("Do 26.11."), "with its day: {rest}");
    });
}

#[test]
fn the_freight_stays_when_lines_go_and_goes_with_the_last() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let placed = order(&shop, &[(FILTER, 1), (PUMP, 1)], &place("lines")).await;
        let freight = Some(Money::cents(1290));
        assert_eq!((placed.totals.freight, placed.totals.net), (freight, Money::cents(4860 + 10_000 + 1290)));
        let cancel = |order: &OrderView, position, name: &str| CancelLine {
            key: IdempotencyKey::new(name),
            order: order.id.clone(),
            version: order.version,
            position,
            quantity: None,
            reason: "zu viel".into(),
        };
        let less = orders::cancel_line(k, &buyer("bauer"), &cancel(&placed, 2, "a")).await.unwrap();
        assert_eq!((less.totals.freight, less.totals.net), (freight, Money::cents(4860 + 1290)));
        assert_eq!(less.owed, Some(less.totals.gross));
        let none = orders::cancel_line(k, &buyer("bauer"), &cancel(&less, 1, "b")).await.unwrap();
        assert_eq!((none.state, none.totals.freight), (OrderState::Cancelled, None));
        assert!(none.totals.gross.is_zero() && none.owed.is_none());
        // Cancelled as a whole nothing is owed either.
        let placed = order(&shop, &[(FILTER, 1)], &place("whole")).await;
        let cancel = CancelOrder { order: placed.id.clone(), version: 1, reason: String::new() };
        let gone = orders::cancel_order(k, &buyer("bauer"), &cancel).await.unwrap();
        assert!(gone.owed.is_none());
        let open: Vec<Decimal> =
            k.store.rows("SELECT VALUE open FROM credit", Variables::new()).await.unwrap();
        assert!(open.iter().all(Decimal::is_zero), "{open:?}");
    });
}

#[test]
fn with_two_rates_the_freight_is_divided_by_the_goods() {
    block(async {
        let shop = shop().await;
        shop.put(PartData {
            number: PartNumber::parse("BOOK-1").unwrap(),
            name: Localized::new("Handbuch", "Manual"),
            category: CategoryId::new("hydraulik/filter"),
            weight_kg: Some(Decimal::ONE),
            vat: VatCategory::Reduced,
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            ..PartData::default()
        })
        .await;
        shop.price("BOOK-1", "list", ListKind::List, &[(1, 5_000)]).await;
        shop.stock("BOOK-1", "ulm", 5, &[]).await;
        let order = order(&shop, &[("BOOK-1", 1), (PUMP, 1)], &place("two")).await;
        // 12.90 divided by 100 and 50: 8.60 and 4.30.
        let bases: Vec<_> = order.totals.vat.iter().map(|v| (v.rate, v.base)).collect();
        assert_eq!(
            bases,
            [(Decimal::from(19), Money::cents(10_860)), (Decimal::from(7), Money::cents(5_430))]
        );
    });
}

#[test]
fn an_order_of_yesterday_knows_no_freight_and_no_choice_and_reads_all_the_same() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let placed = order(&shop, &[(FILTER, 1)], &place("old")).await;
        let strip =
            "UPDATE type::record('order', $id) UNSET data.freight, data.completeness, data.totals.freight";
        let mut vars = Variables::new();
        vars.insert("id", placed.id.to_string());
        k.store.query(strip, vars).await.unwrap();
        let old = orders::order(k, &buyer("bauer"), &placed.id).await.unwrap();
        assert_eq!((old.freight, old.completeness), (None, Completeness::Partial));
        assert_eq!(old.totals.freight, None);
        // So does a company without terms of delivery.
        k.store
            .query("UPDATE company UNSET data.company.delivery, data.delivery", Variables::new())
            .await
            .unwrap();
        let company = accounts::rows::company(k, &CompanyId::new("bauer")).await.unwrap();
        assert_eq!(company.delivery, DeliveryTerms::default());
    });
}

#[test]
fn only_the_administration_keeps_tariffs_and_of_two_the_second_is_told() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let admin = dealer(Role::Admin);
        for actor in [buyer("bauer"), customer("bauer", Role::CompanyAdmin), dealer(Role::Manager)] {
            assert_eq!(delivery::tariffs(k, &actor).await.err(), Some(Error::Forbidden));
            let save = SaveService { version: 1, service: service("x", 1, &[(1, 1)]) };
            assert_eq!(delivery::save_service(k, &actor, &save).await.err(), Some(Error::Forbidden));
        }
        let TariffsView { tariffs, version } = delivery::tariffs(k, &admin).await.unwrap();
        let zones = |version| SaveZones {
            version,
            zones: vec![Zone { id: "welt".into(), ..tariffs.zones[0].clone() }],
            free_from: None,
            missing_kg: Decimal::ONE,
        };
        let after = delivery::save_zones(k, &admin, &zones(version)).await.unwrap();
        assert!(after.tariffs.services.iter().all(|s| s.days.is_empty()), "prices of a zone that is gone go");
        let second = delivery::save_zones(k, &admin, &zones(version)).await;
        assert_eq!(second.err(), Some(Error::conflict(Problem::ChangedMeanwhile)));
        let missing = RemoveService { version: after.version, service: "drone".into() };
        assert_eq!(delivery::remove_service(k, &admin, &missing).await.err(), Some(Error::NotFound));
        let empty = SaveService { version: after.version, service: Service::default() };
        let refused = delivery::save_service(k, &admin, &empty).await.unwrap_err();
        for field in ["id", "name", "bands"] {
            assert_eq!(refused.field(field), Some(&Problem::Required), "{field}");
        }
        assert_eq!(delivery::tariffs(k, &admin).await.unwrap(), after, "nothing of it was kept");
    });
}

#[test]
fn sixty_four_clicks_while_the_tariff_changes_charge_the_sum_each_has_seen() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let (net, _) = shown(&shop, &DeliveryChoice::default()).await;
        let seen = PlaceOrder {
            seen_net: Some(net),
            seen_freight: Some(Money::cents(690)),
            ..with("paket", "one-key")
        };
        let mut race = tokio::task::JoinSet::new();
        for n in 0..64 {
            let (kontor, seen) = (k.clone(), seen.clone());
            race.spawn(async move {
                if n == 20 {
                    let mut dearer = tariffs();
                    dearer.services[0].bands[0].prices.insert("de".into(), Money::cents(990));
                    delivery::put_tariffs(&kontor, &system(), &dearer).await.unwrap();
                }
                orders::place_order(&kontor, &buyer("bauer"), &seen).await.map(|o| (o.id, o.totals.net))
            });
        }
        let results = race.join_all().await;
        let placed: std::collections::BTreeSet<(OrderId, Decimal)> = results
            .iter()
            .filter_map(|r| r.as_ref().ok())
            .map(|(id, net)| (id.clone(), net.amount))
            .collect();
        assert!(placed.len() <= 1 && placed.iter().all(|(_, charged)| *charged == net.amount), "{placed:?}");
        for lost in results.iter().filter_map(|r| r.as_ref().err()) {
            let now = Money::cents(990);
            assert_eq!(*lost, Error::conflict(Problem::FreightChanged { now }));
        }
    });
}

#[test]
fn a_part_that_is_not_sold_has_no_day_and_lines_of_the_interface_are_checked() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        shop.part("OLD-1", "Alt", "Old", PartCode::Obsolete).await;
        let line =
            |number: &str| kontor_domain::carts::AddLine { part: key(number), quantity: Quantity::ONE };
        let ask = |lines: Vec<_>, address: &str| {
            let choice = DeliveryChoice { address: address.into(), ..DeliveryChoice::default() };
            async move { delivery::delivery_options(k, &buyer("bauer"), &lines, &choice).await }
        };
        let found = ask(vec![line(FILTER)], "").await.unwrap().1;
        assert_eq!((found.chosen.as_str(), found.address.as_str()), ("paket", "hof"));
        let refused = ask(vec![line(FILTER), line("OLD-1")], "").await.unwrap_err();
        assert!(matches!(refused.field("lines[1]"), Some(Problem::Obsolete { .. })));
        assert_eq!(ask(vec![], "").await.unwrap_err().field("lines"), Some(&Problem::NoLines));
        let refused = ask(vec![line(FILTER)], "nowhere").await.unwrap_err();
        assert_eq!(refused.field("delivery"), Some(&Problem::UnknownAddress));
    });
}

#[test]
fn an_order_that_is_changed_in_its_hour_is_brought_for_what_it_weighs_now() {
    use kontor_domain::orders::{ChangeDraft, ChangeOrder, ChangedLine};
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let placed = order(&shop, &[(FILTER, 1)], &with("paket", "light")).await;
        assert_eq!(placed.totals.freight, Some(Money::cents(690)));
        let change = |order: &OrderView, quantity: i64, name: &str| ChangeOrder {
            key: IdempotencyKey::new(name),
            order: order.id.clone(),
            version: order.version,
            draft: ChangeDraft {
                lines: vec![ChangedLine { position: 1, quantity: Quantity::of(quantity) }],
                ..ChangeDraft::default()
            },
            seen: None,
        };
        // Four filters are eight kilograms.
        let four = orders::change_order(k, &buyer("bauer"), &change(&placed, 4, "four")).await.unwrap();
        assert_eq!(four.totals.freight, Some(Money::cents(1290)));
        assert_eq!(four.freight.as_ref().map(|f| f.kg), Some(Decimal::from(8)));
        assert_eq!(four.owed, Some(four.totals.gross));
        // Sixteen are more than a parcel takes: it is told, and nothing is changed.
        let refused = orders::change_order(k, &buyer("bauer"), &change(&four, 16, "many")).await;
        assert_eq!(refused.err(), Some(Error::conflict(Problem::NotDeliverable)));
        let one = orders::change_order(k, &buyer("bauer"), &change(&four, 1, "one")).await.unwrap();
        assert_eq!((one.totals.freight, one.totals.net), (Some(Money::cents(690)), placed.totals.net));
    });
}
