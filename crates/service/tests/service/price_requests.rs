//! Prices on request: asked, answered, declined, ordered.

use jiff::SignedDuration;
use kontor_domain::accounts::{NewPerson, Role};
use kontor_domain::carts::AddLine;
use kontor_domain::catalog::{PartCode, PartView};
use kontor_domain::pricing::{
    AnswerPrice, AskPrice, AskWhy, DeclinePrice, ListKind, PriceReason, PriceRequest, RequestFilter,
    RequestState, WithdrawPrice,
};
use kontor_domain::{CompanyId, Date, Decimal, Error, IdempotencyKey, Language, Money, Problem, Quantity};
use kontor_service::{accounts, carts, catalog, mail, orders, pricing};

use crate::shop::{Shop, block, buyer, customer, dealer, key, place, system};

const PART: &str = "SO-4711";
const UNTIL: Date = Date::constant(2026, 12, 31);

/// A shop with a part whose price is agreed on, and another one that nobody has given a price yet.
async fn shop() -> Shop {
    let shop = Shop::new().await;
    shop.part(PART, "Sonderzylinder", "Special cylinder", PartCode::CallUs).await;
    shop.stock(PART, "ulm", 10, &[]).await;
    // What stands in the lists of such a part is nobody's price, however low.
    shop.price(PART, "list", ListKind::List, &[(1, 50)]).await;
    shop.price(PART, "c-bauer", ListKind::Customer, &[(1, 40)]).await;
    shop.part("SO-1", "Ohne Preis", "Without a price", PartCode::Normal).await;
    shop
}

fn ask(once: &str, quantity: i64) -> AskPrice {
    AskPrice {
        key: IdempotencyKey::new(once),
        part: key(PART),
        quantity: Quantity::of(quantity),
        wish: Some(Date::constant(2026, 12, 10)),
        note: "Für den Bagger 7".into(),
    }
}

async fn asked(shop: &Shop, once: &str) -> PriceRequest {
    pricing::ask_price(&shop.kontor, &buyer("bauer"), &ask(once, 2)).await.unwrap()
}

fn answer(request: &PriceRequest, cents: i64, from: i64) -> AnswerPrice {
    AnswerPrice {
        id: request.id.clone(),
        version: request.version,
        net: Decimal::new(cents, 2),
        from: Quantity::of(from),
        until: Some(UNTIL),
        words: "Gern!".into(),
    }
}

async fn page(shop: &Shop, company: &str, quantity: i64) -> PartView {
    let quantity = Some(Quantity::of(quantity));
    catalog::part(&shop.kontor, &buyer(company), &key(PART), quantity).await.unwrap()
}

#[test]
fn an_answered_price_is_the_customers_own_and_can_be_ordered() {
    block(async {
        let shop = shop().await;
        let line = AddLine { part: key(PART), quantity: Quantity::of(2) };
        let refused = carts::add_line(&shop.kontor, &buyer("bauer"), None, &line).await;
        assert_eq!(refused, Err(Error::invalid("part", Problem::PriceOnRequest)));
        let request = asked(&shop, "one").await;
        let seen = page(&shop, "bauer", 2).await;
        assert_eq!((seen.price, seen.asked.unwrap().state), (None, RequestState::Open));
        let sales = dealer(Role::Sales);
        let answered =
            pricing::answer_price(&shop.kontor, &sales, &answer(&request, 11_850, 2)).await.unwrap();
        assert_eq!((answered.state, answered.answered_by.as_str()), (RequestState::Answered, "Innendienst"));
        let seen = page(&shop, "bauer", 2).await;
        let price = seen.price.unwrap();
        assert_eq!((price.net, seen.code), (Money::cents(11_850), PartCode::Normal));
        let PriceReason::Customer { until, answers, .. } = &price.reason else { panic!("{price:?}") };
        assert_eq!((*until, &answers.as_ref().unwrap().request), (Some(UNTIL), &request.id));
        assert_eq!(
            price.reason.text(Language::De),
            "Unsere Antwort auf Ihre Anfrage vom 24.11.2026, gültig bis 31.12.2026, ab 2"
        );
        // One is less than was offered; and nobody else has this price.
        let one = page(&shop, "bauer", 1).await;
        assert_eq!((one.price, one.asked.unwrap().offer, one.code), (None, answered.offer, PartCode::Normal));
        let other = page(&shop, "steiner", 2).await;
        assert_eq!((other.price, other.asked, other.code), (None, None, PartCode::CallUs));
        shop.add(&buyer("bauer"), PART, 2).await;
        let order = orders::place_order(&shop.kontor, &buyer("bauer"), &place("order")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(23_700));
        // The desk is told why.
        let asked =
            AskWhy { customer: "bauer".into(), part: PART.into(), quantity: "2".into(), ..AskWhy::default() };
        let why = pricing::why_price(&shop.kontor, &sales, &asked).await.unwrap().answer.unwrap();
        assert_eq!(why.now.tag.unwrap().reason, price.reason);
    });
}

#[test]
fn an_answer_ends_with_its_last_day() {
    block(async {
        let shop = shop().await;
        let request = asked(&shop, "one").await;
        pricing::answer_price(&shop.kontor, &system(), &answer(&request, 100, 1)).await.unwrap();
        shop.add(&buyer("bauer"), PART, 2).await;
        shop.kontor.clock.advance(SignedDuration::from_hours(37 * 24));
        assert!(page(&shop, "bauer", 2).await.price.is_some(), "on the last day");
        shop.kontor.clock.advance(SignedDuration::from_hours(24));
        let over = page(&shop, "bauer", 2).await;
        assert_eq!((over.price, over.code), (None, PartCode::CallUs));
        let cart = carts::cart(&shop.kontor, &buyer("bauer"), None).await.unwrap();
        assert_eq!(cart.lines[0].problem, Some(Problem::PriceOnRequest));
        let refused = orders::place_order(&shop.kontor, &buyer("bauer"), &place("late")).await;
        assert_eq!(refused, Err(Error::invalid("lines[0]", Problem::PriceOnRequest)));
        // What holds no longer is asked again.
        let again = AskPrice { wish: None, ..ask("two", 2) };
        let again = pricing::ask_price(&shop.kontor, &buyer("bauer"), &again).await.unwrap();
        assert_eq!(again.state, RequestState::Open);
    });
}

#[test]
fn asked_twice_with_one_key_is_one_question_and_answered_once() {
    block(async {
        let shop = shop().await;
        let (buyer, sales) = (buyer("bauer"), dealer(Role::Sales));
        let (command, k) = (ask("same", 2), &shop.kontor);
        let (a, b) =
            tokio::join!(pricing::ask_price(k, &buyer, &command), pricing::ask_price(k, &buyer, &command));
        let request = a.unwrap();
        assert_eq!(request.id, b.unwrap().id);
        let all = pricing::price_requests(k, &sales, &RequestFilter::default()).await.unwrap();
        assert_eq!(all.items.len(), 1);
        let (first, second) = (answer(&request, 100, 1), answer(&request, 200, 1));
        let (first, second) =
            tokio::join!(pricing::answer_price(k, &sales, &first), pricing::answer_price(k, &sales, &second));
        assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1, "{first:?} {second:?}");
        let late = pricing::answer_price(k, &sales, &answer(&request, 50, 1)).await;
        assert_eq!(late, Err(Error::conflict(Problem::AlreadyDone)));
        let net = page(&shop, "bauer", 1).await.price.unwrap().net;
        assert!(net == Money::cents(100) || net == Money::cents(200), "{net:?}");
    });
}

#[test]
fn an_answer_stands_beside_the_customers_other_prices() {
    block(async {
        let shop = shop().await;
        // A company without an own list gets one.
        let bauer = CompanyId::new("bauer");
        let mut company = accounts::rows::company(&shop.kontor, &bauer).await.unwrap();
        company.price_list = None;
        accounts::put_company(&shop.kontor, &system(), &company).await.unwrap();
        for (once, cents, from) in [("one", 1_000, 1), ("two", 800, 10)] {
            let request = pricing::ask_price(
                &shop.kontor,
                &customer("bauer", Role::CompanyAdmin),
                &AskPrice { part: key("SO-1"), ..ask(once, if once == "one" { 1 } else { 10 }) },
            )
            .await;
            // The second question: there is a price already.
            match (once, request) {
                ("one", Ok(request)) => {
                    let command = answer(&request, cents, from);
                    pricing::answer_price(&shop.kontor, &system(), &command).await.unwrap();
                }
                ("two", refused) => {
                    assert_eq!(refused, Err(Error::invalid("part", Problem::HasPrice)));
                }
                other => panic!("{other:?}"),
            }
        }
        let company = accounts::rows::company(&shop.kontor, &bauer).await.unwrap();
        assert_eq!(company.price_list.unwrap().as_str(), "own-bauer");
        let view = catalog::part(&shop.kontor, &buyer("bauer"), &key("SO-1"), None).await.unwrap();
        assert_eq!(view.price.unwrap().net, Money::cents(1_000));
        // Below the offered quantity there is none: asked again, both answers hold side by side.
        let few = asked(&shop, "few").await;
        pricing::answer_price(&shop.kontor, &system(), &answer(&few, 500, 5)).await.unwrap();
        let again = asked(&shop, "again").await;
        pricing::answer_price(&shop.kontor, &system(), &answer(&again, 600, 1)).await.unwrap();
        let price = page(&shop, "bauer", 2).await.price.unwrap();
        assert_eq!((price.net, price.tiers[0].net), (Money::cents(600), Money::cents(500)));
    });
}

#[test]
fn both_sides_are_told_by_mail() {
    block(async {
        let shop = shop().await;
        let new = NewPerson {
            name: "Sonja Bauer".into(),
            email: "sonja@bauer.example".into(),
            company: Some(CompanyId::new("bauer")),
            roles: vec![Role::Buyer],
            language: Language::En,
            password: "bagger fahren 24".into(),
        };
        let person = accounts::make_person(&shop.kontor, &system(), new).await.unwrap();
        let mut sonja = buyer("bauer");
        if let kontor_domain::accounts::Who::Customer { person: who, .. } = &mut sonja.who {
            *who = person;
        }
        for (once, declined) in [("one", false), ("two", true)] {
            let request = pricing::ask_price(&shop.kontor, &sonja, &ask(once, 2)).await.unwrap();
            if declined {
                let reason = "Wird nicht mehr gebaut.".to_owned();
                let command = DeclinePrice { id: request.id, version: request.version, reason };
                let sales = dealer(Role::Support);
                let declined = pricing::decline_price(&shop.kontor, &sales, &command).await.unwrap();
                assert_eq!((declined.state, declined.offer), (RequestState::Declined, None));
            } else {
                // From five on: the price of two stays on request.
                let command = answer(&request, 11_850, 5);
                pricing::answer_price(&shop.kontor, &dealer(Role::Sales), &command).await.unwrap();
            }
        }
        let mails = mail::mails(&shop.kontor, &system(), None).await.unwrap().items;
        let of = |to: &str| mails.iter().filter(|m| m.to == to).cloned().collect::<Vec<_>>();
        let told = of("sonja@bauer.example");
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].subject, "About your price request: SO-4711");
        assert!(told[0].text.contains("Wird nicht mehr gebaut."), "{}", told[0].text);
        assert_eq!(told[1].subject, "Your price for SO-4711: €118.50");
        assert!(told[1].text.contains("/parts/SO-4711") && told[1].text.contains("31 Dec 2026"));
        let dealer = of("teile@hallmann-baumaschinen.example");
        assert_eq!(dealer.len(), 2);
        assert!(dealer[0].text.contains("Für den Bagger 7") && dealer[0].text.contains("10.12.2026"));
    });
}

#[test]
fn a_request_is_withdrawn_until_it_is_answered_and_can_be_asked_anew() {
    block(async {
        let shop = shop().await;
        let (me, k) = (buyer("bauer"), &shop.kontor);
        let request = asked(&shop, "one").await;
        let withdraw = WithdrawPrice { id: request.id.clone(), version: request.version };
        // Nobody else's, and not the dealer's to take back.
        let stranger = pricing::withdraw_price(k, &buyer("steiner"), &withdraw).await;
        assert_eq!(stranger, Err(Error::NotFound));
        assert_eq!(pricing::withdraw_price(k, &dealer(Role::Sales), &withdraw).await, Err(Error::Forbidden));

        let withdrawn = pricing::withdraw_price(k, &me, &withdraw).await.unwrap();
        assert_eq!((withdrawn.state, withdrawn.offer), (RequestState::Withdrawn, None));
        let twice = pricing::withdraw_price(k, &me, &withdraw).await;
        assert_eq!(twice, Err(Error::conflict(Problem::AlreadyDone)), "a second click changes nothing");
        let late = pricing::answer_price(k, &dealer(Role::Sales), &answer(&request, 11_850, 1)).await;
        assert_eq!(late, Err(Error::conflict(Problem::AlreadyDone)), "the desk is told");
        let waiting = RequestFilter { state: Some(RequestState::Open), after: None };
        assert!(pricing::price_requests(k, &dealer(Role::Sales), &waiting).await.unwrap().items.is_empty());

        let anew = asked(&shop, "two").await;
        pricing::answer_price(k, &dealer(Role::Sales), &answer(&anew, 11_850, 1)).await.unwrap();
        let withdraw = WithdrawPrice { id: anew.id, version: anew.version };
        let late = pricing::withdraw_price(k, &me, &withdraw).await;
        assert_eq!(late, Err(Error::conflict(Problem::AlreadyDone)), "an answer stands");
    });
}

#[test]
fn what_cannot_be_asked_or_answered_so_is_named() {
    block(async {
        let shop = shop().await;
        let (me, k) = (buyer("bauer"), &shop.kontor);
        shop.part("OLD", "Alt", "Old", PartCode::Obsolete).await;
        for (part, problem) in [("HY-4711.20-F", Problem::HasPrice), ("OLD", Problem::NotSold)] {
            let command = AskPrice { part: key(part), ..ask(part, 1) };
            let refused = pricing::ask_price(k, &me, &command).await.unwrap_err();
            assert_eq!(refused.field("part"), Some(&problem));
        }
        let command = AskPrice {
            quantity: Quantity::ZERO,
            wish: Some(Date::constant(2026, 11, 23)),
            note: "x".repeat(1_001),
            ..ask("wrong", 1)
        };
        let refused = pricing::ask_price(k, &me, &command).await.unwrap_err();
        for field in ["quantity", "wish", "note"] {
            assert!(refused.field(field).is_some(), "{field}: {refused:?}");
        }
        let unknown = AskPrice { part: key("NIRGENDS"), ..ask("unknown", 1) };
        assert_eq!(pricing::ask_price(k, &me, &unknown).await, Err(Error::NotFound));
        let request = asked(&shop, "right").await;
        let command = AnswerPrice {
            net: Decimal::ZERO,
            from: Quantity::ZERO,
            until: Some(Date::constant(2026, 11, 23)),
            ..answer(&request, 1, 1)
        };
        let refused = pricing::answer_price(k, &dealer(Role::Sales), &command).await.unwrap_err();
        for field in ["net", "from", "until"] {
            assert!(refused.field(field).is_some(), "{field}: {refused:?}");
        }
        let command = DeclinePrice { id: request.id, version: request.version, reason: " ".into() };
        let refused = pricing::decline_price(k, &dealer(Role::Sales), &command).await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::Required));
    });
}

#[test]
fn another_company_sees_nothing_of_a_request() {
    block(async {
        let shop = shop().await;
        let (request, k) = (asked(&shop, "one").await, &shop.kontor);
        let stranger = buyer("steiner");
        assert_eq!(pricing::price_request(k, &stranger, &request.id).await, Err(Error::NotFound));
        let none = pricing::price_requests(k, &stranger, &RequestFilter::default()).await.unwrap();
        assert!(none.items.is_empty());
        let approver = customer("bauer", Role::Approver);
        assert!(pricing::price_request(k, &approver, &request.id).await.is_ok());
        assert_eq!(pricing::ask_price(k, &approver, &ask("no", 1)).await, Err(Error::Forbidden));
        for actor in [buyer("bauer"), dealer(Role::Warehouse)] {
            let refused = pricing::answer_price(k, &actor, &answer(&request, 1, 1)).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
        let open = RequestFilter { state: Some(RequestState::Open), after: None };
        let queue = pricing::price_requests(k, &dealer(Role::Support), &open).await.unwrap();
        assert_eq!((queue.items.len(), queue.items[0].asked_by.as_str()), (1, "buyer bei bauer"));
    });
}
