//! Metal surcharges: part of what is paid, frozen in the order, and no price without a notation.

use jiff::SignedDuration;
use kontor_domain::accounts::Role;
use kontor_domain::catalog::{PartCode, PartData, PartView};
use kontor_domain::orders::CancelLine;
use kontor_domain::pricing::{AskWhy, ListKind, Metal, MetalContent, Notation};
use kontor_domain::{Date, Decimal, Error, IdempotencyKey, Money, Problem, Quantity};
use kontor_service::{carts, catalog, orders, pricing};

use crate::shop::{Shop, block, buyer, dealer, key, place};

pub const CABLE: &str = "EL-7035.50";

async fn shop() -> Shop {
    let shop = Shop::new().await;
    cable(&shop).await;
    shop
}

/// A metre of it holds 0.12 kg of copper, 150 EUR for 100 kg of which are in its price.
pub async fn cable(shop: &Shop) {
    let metal = MetalContent { metal: Metal::Copper, kg: Decimal::new(12, 2), base: Decimal::from(150) };
    let cable = Shop::filter(CABLE, "Leitung", "Cable", PartCode::Normal);
    shop.put(PartData { metal: Some(metal), ..cable }).await;
    shop.price(CABLE, "list", ListKind::List, &[(1, 200)]).await;
    shop.stock(CABLE, "ulm", 1_000, &[]).await;
}

async fn note(shop: &Shop, day: i8, euro: i64) {
    note_on(shop, Date::constant(2026, 11, day), euro).await;
}

pub async fn note_on(shop: &Shop, day: Date, euro: i64) {
    let one = Notation { metal: Metal::Copper, day, rate: Decimal::from(euro) };
    pricing::set_notations(&shop.kontor, &dealer(Role::Manager), &[one]).await.unwrap();
}

async fn page(shop: &Shop) -> PartView {
    catalog::part(&shop.kontor, &buyer("bauer"), &key(CABLE), Some(Quantity::of(50))).await.unwrap()
}

#[test]
fn the_surcharge_is_paid_with_vat_and_frozen_in_the_order() {
    block(async {
        let shop = shop().await;
        let me = buyer("bauer");
        note(&shop, 23, 950).await;
        // Today's notation does not count yet.
        note(&shop, 24, 2_000).await;
        let price = page(&shop).await.price.unwrap();
        // The discount of ten percent does not touch the metal: 0.12 kg x (950 - 150) / 100.
        assert_eq!((price.net, price.surcharge.unwrap().each()), (Money::cents(180), Money::cents(96)));
        shop.add(&me, CABLE, 50).await;
        let cart = carts::cart(&shop.kontor, &me, None).await.unwrap();
        let sums = cart.totals;
        assert_eq!((sums.goods(), sums.surcharge), (Money::cents(9_000), Money::cents(4_800)));
        assert_eq!((sums.net, sums.gross), (Money::cents(13_800), Money::cents(16_422)));
        let order = orders::place_order(&shop.kontor, &me, &place("cable")).await.unwrap();
        assert_eq!(order.totals, sums);
        let notation = order.lines[0].metal.unwrap().notation;
        assert_eq!((notation.day, notation.rate), (Date::constant(2026, 11, 23), Decimal::from(950)));
        // Metal gets dearer; the order stays as it is, also when some of it is taken off.
        shop.kontor.clock.advance(SignedDuration::from_hours(24));
        let dearer = page(&shop).await.price.unwrap().surcharge.unwrap();
        assert_eq!(dearer.notation.rate, Decimal::from(2_000));
        let command = CancelLine {
            key: IdempotencyKey::new("less"),
            order: order.id.clone(),
            version: order.version,
            position: 1,
            quantity: Some(Quantity::of(30)),
            reason: "Weniger".into(),
        };
        let order = orders::cancel_line(&shop.kontor, &me, &command).await.unwrap();
        let sums = order.totals;
        assert_eq!((sums.goods(), sums.surcharge), (Money::cents(3_600), Money::cents(1_920)));
    });
}

#[test]
fn without_a_fresh_notation_the_part_has_no_price_and_says_why() {
    block(async {
        let shop = shop().await;
        let me = buyer("bauer");
        let unknown = Some(Problem::NoNotation { metal: Metal::Copper });
        let seen = page(&shop).await;
        assert_eq!((seen.price, seen.unnoted), (None, Some(Metal::Copper)));
        shop.add(&me, CABLE, 1).await;
        let problem = async || {
            let cart = carts::cart(&shop.kontor, &me, None).await.unwrap();
            cart.lines[0].problem.clone()
        };
        assert_eq!(problem().await, unknown);
        let refused = orders::place_order(&shop.kontor, &me, &place("no")).await;
        assert_eq!(refused, Err(Error::invalid("lines[0]", unknown.clone().unwrap())));
        note(&shop, 20, 900).await;
        assert_eq!(problem().await, None, "what was noted on Friday counts on Tuesday");
        // Nobody has entered another one, and then it is too old.
        shop.kontor.clock.advance(SignedDuration::from_hours(4 * 24));
        assert_eq!(problem().await, unknown);
    });
}

#[test]
fn notations_are_checked_corrected_and_explained() {
    block(async {
        let shop = shop().await;
        let wrong = Notation { metal: Metal::Copper, day: Date::constant(2026, 11, 25), rate: Decimal::ZERO };
        let refused = pricing::set_notations(&shop.kontor, &dealer(Role::Admin), &[wrong]).await.unwrap_err();
        for field in ["notations[0].rate", "notations[0].day"] {
            assert!(refused.field(field).is_some(), "{field}: {refused:?}");
        }
        for actor in [dealer(Role::Sales), buyer("bauer")] {
            let forbidden = pricing::set_notations(&shop.kontor, &actor, &[]).await;
            assert_eq!(forbidden, Err(Error::Forbidden));
        }
        note(&shop, 23, 95).await;
        note(&shop, 23, 950).await;
        let found = pricing::notations(&shop.kontor, &dealer(Role::Manager)).await.unwrap();
        assert_eq!(found.iter().map(|n| n.rate).collect::<Vec<_>>(), [Decimal::from(950)]);
        let asked = AskWhy {
            customer: "steiner".into(),
            part: CABLE.into(),
            quantity: "10".into(),
            ..AskWhy::default()
        };
        let why = pricing::why_price(&shop.kontor, &dealer(Role::Sales), &asked).await.unwrap();
        let answer = why.answer.unwrap();
        assert_eq!(answer.surcharge.unwrap().of(answer.quantity), Money::cents(960));
        assert_eq!(answer.totals.unwrap().net, Money::cents(1_800 + 960));
    });
}
