//! Collecting at a branch: ready when it lies there, brought when it does not, handed over by name.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::delivery::DeliveryChoice;
use kontor_domain::events::Happened;
use kontor_domain::orders::{ConfirmOrder, OrderState, OrderView, PlaceOrder};
use kontor_domain::pricing::VatTreatment;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::stock::{Branch, SaveBranch};
use kontor_domain::{Date, Decimal, Error, IdempotencyKey, Money, Problem, Quantity, WarehouseId};
use kontor_service::{catalog, delivery, mail, orders, shipments, stock};

use crate::delivery::tariffs;
use crate::shop::{Shop, block, buyer, dealer, key, place, system};

const FILTER: &str = "HY-4711.20-F";

pub fn branch() -> Branch {
    Branch {
        street: "Ursulasrieder Straße 40".into(),
        postcode: "87437".into(),
        city: "Kempten".into(),
        hours: "Mo–Fr 7:00–17:00".into(),
        pickup: true,
        ready_hours: 2,
        closes: jiff::civil::Time::constant(17, 0, 0, 0),
        transfer_days: 2,
    }
}

pub async fn open(shop: &Shop, warehouse: &str) {
    let command = SaveBranch { warehouse: WarehouseId::new(warehouse), branch: Some(branch()) };
    stock::save_branch(&shop.kontor, &dealer(Role::Admin), &command).await.unwrap();
}

/// The shop with services, where orders can be collected in Kempten.
async fn shop() -> Shop {
    let shop = Shop::new().await;
    delivery::put_tariffs(&shop.kontor, &system(), &tariffs()).await.unwrap();
    open(&shop, "kempten").await;
    shop
}

fn collect(name: &str) -> PlaceOrder {
    PlaceOrder { service: "pickup:kempten".into(), ..place(name) }
}

async fn order(shop: &Shop, actor: &Actor, quantity: i64, name: &str) -> OrderView {
    shop.add(actor, FILTER, quantity).await;
    orders::place_order(&shop.kontor, actor, &collect(name)).await.unwrap()
}

#[test]
fn what_lies_at_the_branch_is_ready_today_and_what_does_not_is_brought() {
    block(async {
        let shop = shop().await;
        shop.stock(FILTER, "kempten", 4, &[]).await;
        shop.add(&buyer("bauer"), FILTER, 4).await;
        let choice = DeliveryChoice { service: "pickup:kempten".into(), ..DeliveryChoice::default() };
        let (cart, offers) =
            delivery::delivery_offers(&shop.kontor, &buyer("bauer"), None, &choice).await.unwrap();
        let offer = offers.offer().unwrap();
        assert_eq!((offer.net, offer.dates[0]), (Money::ZERO, Some(Date::constant(2026, 11, 24))));
        assert!(offer.place.iter().any(|line| line.contains("Ursulasrieder")), "{:?}", offer.place);
        let seen = PlaceOrder { seen_net: Some(cart.totals.net), ..collect("here") };
        let here = orders::place_order(&shop.kontor, &buyer("bauer"), &seen).await.unwrap();
        assert_eq!(here.lines[0].allocation.warehouse, WarehouseId::new("kempten"));
        assert_eq!(here.lines[0].promised, Date::constant(2026, 11, 24));
        assert_eq!((here.totals.freight, here.delivery.city.as_str()), (Some(Money::ZERO), "Kempten"));
        let brought = order(&shop, &buyer("bauer"), 1, "brought").await;
        assert_eq!(brought.lines[0].allocation.warehouse, WarehouseId::new("ulm"));
        assert_eq!(brought.lines[0].promised, Date::constant(2026, 11, 26));
    });
}

#[test]
fn the_part_page_says_what_lies_where_and_from_when() {
    block(async {
        let shop = shop().await;
        open(&shop, "ulm").await;
        shop.stock(FILTER, "kempten", 4, &[]).await;
        let ask = async |q| {
            let quantity = Some(Quantity::of(q));
            let part = catalog::part(&shop.kontor, &buyer("bauer"), &key(FILTER), quantity).await.unwrap();
            part.branches
                .into_iter()
                .map(|b| (b.name, b.free.0, b.here, b.ready.unwrap()))
                .collect::<Vec<_>>()
        };
        let (today, later) = (Date::constant(2026, 11, 24), Date::constant(2026, 11, 26));
        let (ulm, kempten) =
            (("Ulm".to_owned(), Decimal::from(42)), ("Kempten".to_owned(), Decimal::from(4)));
        let at = |(name, free): &(String, Decimal), here, day| (name.clone(), *free, here, day);
        assert_eq!(ask(4).await, [at(&ulm, true, today), at(&kempten, true, today)]);
        assert_eq!(ask(5).await, [at(&ulm, true, today), at(&kempten, false, later)]);
    });
}

#[test]
fn it_is_reported_ready_and_handed_over_to_somebody_with_a_name() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        shop.stock(FILTER, "kempten", 4, &[]).await;
        let placed = order(&shop, &buyer("bauer"), 2, "hand").await;
        let confirm = ConfirmOrder { order: placed.id.clone(), version: placed.version, moved: vec![] };
        let confirmed = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        let ready =
            orders::pick_order(k, &dealer(Role::Warehouse), &placed.id, confirmed.version).await.unwrap();
        assert_eq!(ready.state, OrderState::Picked);
        let pickup = ready.freight.clone().unwrap().pickup.unwrap();
        assert_eq!((pickup.name.as_str(), pickup.ready.is_some()), ("Kempten", true));
        assert!(ready.timeline.iter().any(|e| matches!(e.what, Happened::ReadyToCollect { .. })));
        let letter = mail::order_ready(k, &ready, "a@b.example", kontor_domain::Language::De);
        for text in ["liegt in Kempten bereit", "Ursulasrieder Straße 40", "Mo–Fr 7:00–17:00"] {
            assert!(letter.subject.contains(text) || letter.text.contains(text), "{text}: {}", letter.text);
        }
        let hand = |by: &str, version| ShipOrder {
            key: IdempotencyKey::new("hand-over"),
            order: placed.id.clone(),
            version,
            collected_by: by.into(),
            ..ShipOrder::default()
        };
        let refused = shipments::ship_order(k, &dealer(Role::Warehouse), &hand(" ", ready.version)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.field("collected_by"), Some(&Problem::Required));
        assert!(refused.field("carrier").is_none() && refused.field("tracking").is_none());
        let done = shipments::ship_order(k, &dealer(Role::Warehouse), &hand("Max Kehl", ready.version))
            .await
            .unwrap();
        assert_eq!(done.state, OrderState::Shipped);
        assert_eq!(done.shipments[0].collected_by, "Max Kehl");
        let told = |what: &Happened| matches!(what, Happened::HandedOver { by, branch } if by == "Max Kehl" && branch == "Kempten");
        assert!(done.timeline.iter().any(|e| told(&e.what)));
        let letter =
            mail::order_shipped(k, &done, &done.shipments[0], "a@b.example", kontor_domain::Language::De);
        assert!(letter.subject.ends_with("ist abgeholt"), "{}", letter.subject);
        assert!(
            letter.text.contains("Max Kehl") && !letter.text.contains("Sendungsnummer"),
            "{}",
            letter.text
        );
    });
}

#[test]
fn who_collects_pays_german_vat_wherever_they_are() {
    block(async {
        let shop = shop().await;
        let order = order(&shop, &buyer("steiner"), 1, "austria").await;
        assert_eq!(order.totals.treatment, VatTreatment::Domestic);
        assert_eq!(order.totals.vat[0].rate, Decimal::from(19));
    });
}

#[test]
fn nobody_collects_where_nobody_can_and_only_the_administration_says_where() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        for nowhere in ["pickup:ulm", "pickup:", "pickup:mond"] {
            let command = PlaceOrder { service: nowhere.into(), ..place("nowhere") };
            let refused = orders::place_order(k, &buyer("bauer"), &command).await.unwrap_err();
            assert_eq!(refused.field("service"), Some(&Problem::ServiceGone), "{nowhere}");
        }
        let at = |warehouse: &str, branch| SaveBranch { warehouse: WarehouseId::new(warehouse), branch };
        for actor in [buyer("bauer"), dealer(Role::Manager)] {
            let refused = stock::save_branch(k, &actor, &at("ulm", Some(branch()))).await;
            assert_eq!(refused.err(), Some(Error::Forbidden));
        }
        let admin = dealer(Role::Admin);
        assert_eq!(stock::save_branch(k, &admin, &at("mond", None)).await.err(), Some(Error::NotFound));
        let odd = Branch { street: " ".into(), ready_hours: 11, transfer_days: -1, ..branch() };
        let refused = stock::save_branch(k, &admin, &at("ulm", Some(odd))).await.unwrap_err();
        for field in ["street", "ready_hours", "transfer_days"] {
            assert!(refused.field(field).is_some(), "{field}");
        }
        // Closed again, what was ordered before stays as it was.
        let before = order(&shop, &buyer("bauer"), 1, "before").await;
        stock::save_branch(k, &admin, &at("kempten", None)).await.unwrap();
        let seen = orders::order(k, &buyer("bauer"), &before.id).await.unwrap();
        assert_eq!(seen.delivery.street, "Ursulasrieder Straße 40");
        assert!(catalog::part(k, &buyer("bauer"), &key(FILTER), None).await.unwrap().branches.is_empty());
    });
}

#[test]
fn sixty_four_buyers_of_the_last_unit_at_a_branch_make_exactly_one_order() {
    block(async {
        let shop = shop().await;
        for round in 0..4 {
            crate::orders::race_for_the_last(&shop, round, "kempten", collect).await;
        }
    });
}
