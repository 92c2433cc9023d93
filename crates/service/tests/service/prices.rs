//! Prices: why they are what they are.

use kontor_domain::accounts::Role;
use kontor_domain::pricing::{AskWhy, Fate, ListKind, PriceReason, VatTreatment, WhyPrice};
use kontor_domain::{Error, Money, Problem};
use kontor_service::pricing;

use crate::shop::{Shop, block, buyer, dealer};

const FILTER: &str = "HY-4711.20-F";

fn ask(customer: &str, part: &str) -> AskWhy {
    AskWhy { customer: customer.into(), part: part.into(), ..AskWhy::default() }
}

async fn why(shop: &Shop, asked: AskWhy) -> WhyPrice {
    pricing::why_price(&shop.kontor, &dealer(Role::Sales), &asked).await.unwrap()
}

#[test]
fn the_desk_sees_which_price_won_and_what_trying_would_change() {
    block(async {
        let shop = Shop::new().await;
        let asked = AskWhy { percent: "30 %".into(), quantity: "2".into(), ..ask("bauer", FILTER) };
        let answer = why(&shop, asked).await.answer.unwrap();
        assert_eq!(answer.now.tag.as_ref().unwrap().net, Money::cents(4860));
        let fates: Vec<_> = answer.now.candidates.iter().map(|c| (c.net, c.fate.code())).collect();
        // The list price stands there less the ten percent that are agreed.
        assert_eq!(
            fates,
            [(Money::cents(4860), "wins"), (Money::cents(5580), "dearer"), (Money::cents(4420), "too_few")]
        );
        let tried = answer.tried.as_ref().unwrap();
        assert_eq!(tried.tag.as_ref().unwrap().net, Money::cents(4340));
        assert!(matches!(tried.candidates[0].reason, PriceReason::Discount { .. }));
        assert!(matches!(tried.candidates[1].fate, Fate::Dearer { by } if by == Money::cents(520)));
        assert_eq!(answer.difference(), Some(Money::cents(-1040)));
        assert_eq!(answer.totals.as_ref().unwrap().gross, Money::cents(11_567));
        // Nothing was written by trying.
        let again = why(&shop, ask("bauer", FILTER)).await.answer.unwrap();
        assert_eq!((again.percent, again.tried), (Some(10.into()), None));
    });
}

#[test]
fn a_customer_is_found_by_number_and_words_and_the_country_decides_about_the_tax() {
    block(async {
        let shop = Shop::new().await;
        shop.settle().await;
        for typed in ["steiner", "10-steiner", "Erdbau Steiner"] {
            let answer = why(&shop, ask(typed, "hy 4711 20 f")).await.answer.unwrap();
            assert_eq!(
                (answer.country.as_str(), answer.treatment),
                ("AT", VatTreatment::ReverseCharge),
                "{typed}"
            );
        }
        let asked = AskWhy { country: "ch".into(), ..ask("steiner", FILTER) };
        assert_eq!(why(&shop, asked).await.answer.unwrap().treatment, VatTreatment::Export);
        let everybody = why(&shop, ask("", FILTER)).await.answer.unwrap();
        assert_eq!(everybody.now.tag.unwrap().net, Money::cents(6200));
        // Several customers: who is meant?
        let several = why(&shop, ask("gmbh", FILTER)).await;
        assert_eq!((several.customers.len(), several.answer), (2, None));
    });
}

#[test]
fn what_was_typed_wrong_is_named_and_kept() {
    block(async {
        let shop = Shop::new().await;
        let asked = AskWhy {
            quantity: "viele".into(),
            day: "31.02.2026".into(),
            country: "Tirol".into(),
            percent: "-1".into(),
            net: "1,23456".into(),
            ..ask("bauer", FILTER)
        };
        let why_not = why(&shop, asked.clone()).await;
        let fields: Vec<_> = why_not.wrong.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["quantity", "day", "country", "percent", "net"]);
        assert_eq!((why_not.asked, why_not.answer), (asked, None));
        let unknown = why(&shop, ask("niemand", "GIBT-ES-NICHT")).await;
        let problems: Vec<_> = unknown.wrong.iter().map(|f| f.problem.clone()).collect();
        assert_eq!(problems, [Problem::UnknownCustomer, Problem::UnknownPart]);
    });
}

#[test]
fn a_price_that_is_over_is_told_with_its_last_day() {
    block(async {
        let shop = Shop::new().await;
        shop.price(FILTER, "c-steiner", ListKind::Customer, &[(1, 100)]).await;
        let asked = AskWhy { day: "2026-11-20".into(), ..ask("steiner", FILTER) };
        let answer = why(&shop, asked).await.answer.unwrap();
        assert!(answer.past, "the lists are those of today");
        assert_eq!(answer.now.candidates[0].fate, Fate::Wins);
    });
}

#[test]
fn prices_are_explained_to_the_desk_only() {
    block(async {
        let shop = Shop::new().await;
        for actor in [buyer("bauer"), dealer(Role::Warehouse)] {
            let refused = pricing::why_price(&shop.kontor, &actor, &ask("bauer", FILTER)).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
    });
}
