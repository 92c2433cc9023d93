//! Offers: asked for, drafted by several at once, released, sent, opened, countered, accepted into an order; and what customers never see.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::cases::{CaseRight, CaseStep, ChangeCase};
use kontor_domain::events::Happened;
use kontor_domain::orders::{ConfirmOrder, OrderState};
use kontor_domain::quotes::{
    AcceptCounter, AcceptQuote, AddPosition, AnswerRelease, AskRelease, BeginQuote, Choice, CounterQuote,
    DeclineQuote, Item, Ladder, NewItem, NextStep, QuoteFilter, QuoteState, SaveDraft, SendQuote, Source,
    Turn, UnitCost, WithdrawQuote,
};
use kontor_domain::{CompanyId, Date, Decimal, Error, IdempotencyKey, Localized, Money, Problem, Quantity};
use kontor_service::quotes as room;
use kontor_service::{cases, mail, orders, outbox};

use crate::cases::colleague;
use crate::deal::{Deal, FILTER, LAST, as_seen, counter, free_position, yes};
use crate::models::offered;
use crate::orders::free;
use crate::rules::Firm;
use crate::shop::{block, buyer, dealer, key, system};

#[test]
fn a_request_becomes_an_offer_is_negotiated_and_becomes_an_order_in_one_case() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas, tobias) = (deal.k(), &deal.firm.jonas, &deal.tobias);
        let quote = deal.drafted().await;
        let case = deal.desk(&quote).await.quote.head.case;
        assert_eq!(quote.as_str(), format!("{case}-1"));
        let asked = deal.view(jonas, &quote).await.unwrap();
        assert_eq!(
            (asked.head.state, asked.offer.is_none()),
            (QuoteState::Requested, true),
            "drafts are not seen"
        );
        assert_eq!(asked.asked.unwrap().positions.len(), 1);
        assert_eq!(
            deal.mails("teile@").await,
            [format!("Angebotsanfrage {quote} von Bauer Tiefbau GmbH: Bagger: Bagger 7")]
        );

        deal.send(tobias, &quote).await.unwrap();
        assert!(deal.mails("jonas@").await.contains(&format!("Unser Angebot {quote}: Bagger: Bagger 7")));
        let view = deal.view(jonas, &quote).await.unwrap();
        assert_eq!((view.head.state, view.shown, view.may_answer), (QuoteState::Sent, 1, true));
        assert_eq!(view.head.net, Some(Money::cents(2_380_000)));
        let desk = deal.desk(&quote).await;
        assert_eq!(desk.opened.len(), 1);
        assert_eq!(desk.opened[0].who, "jonas");
        assert!(matches!(desk.next, Some(NextStep::FollowUp { .. })), "{:?}", desk.next);

        // With the dearer delivery, for a little less; Tobias may still do that.
        room::counter_quote(k, jonas, &counter(&quote, &[3], Some(2_350_000))).await.unwrap();
        assert_eq!(deal.mails("tobias@").await.len(), 1);
        let desk = deal.desk(&quote).await;
        assert_eq!((desk.quote.head.state, desk.next), (QuoteState::Countered, Some(NextStep::Answer)));
        assert!(desk.may_accept_counter);
        let wish = desk.quote.wishes.last().unwrap();
        assert_eq!((wish.net, wish.lines.len()), (Some(Money::cents(2_350_000)), 1));
        let command = AcceptCounter { quote: quote.clone(), version: desk.quote.version };
        room::accept_counter(k, tobias, &command).await.unwrap();
        let again = room::accept_counter(k, tobias, &command).await;
        assert_eq!(again, Err(Error::conflict(Problem::ChangedMeanwhile)));

        let view = deal.view(jonas, &quote).await.unwrap();
        assert_eq!((view.shown, view.head.net, view.versions.len()), (2, Some(Money::cents(2_350_000)), 2));
        assert!(!view.versions[1].changes.is_empty());
        let old = room::quote(k, jonas, &quote, Some(1)).await.unwrap();
        assert_eq!((old.shown, old.may_answer, old.offer.unwrap().positions.len()), (1, false, 4));

        let order = deal.accept(jonas, &yes(&quote, 2, &[], 2_350_000)).await.unwrap();
        assert_eq!(
            deal.accept(jonas, &yes(&quote, 2, &[], 2_350_000)).await,
            Ok(order.clone()),
            "twice is once"
        );
        let order = deal.order(&order).await;
        assert_eq!(
            (order.state, order.case.clone(), order.totals.net),
            (OrderState::Placed, case.clone(), Money::cents(2_350_000))
        );
        assert_eq!(order.agreed.as_ref().unwrap().quote, quote);
        assert_eq!(order.lines.len(), 2);
        assert!(order.lines[0].configuration.is_some() && order.lines[0].part.is_none());
        assert_eq!(order.lines.iter().map(|l| l.amount).sum::<Money>(), Money::cents(2_350_000));
        // 30 working days with the cab, in Bavaria, from the day of the order.
        assert_eq!(order.lines[0].promised, Date::constant(2027, 1, 8));
        assert_eq!(order.po_number, "B-77");

        let page = cases::case(k, jonas, &case, None).await.unwrap();
        let kinds: Vec<&str> = page.stations.iter().map(|s| s.kind.code()).collect();
        assert_eq!(kinds, ["configuration", "offer", "order"]);
        let story: Vec<String> = page.steps.items.iter().rev().map(|s| s.what.code().to_owned()).collect();
        assert_eq!(
            story,
            [
                "configuration_begun",
                "configuration_completed",
                "quote_requested",
                "quote_sent",
                "quote_opened",
                "quote_countered",
                "quote_sent",
                "quote_opened",
                "quote_accepted",
                "order_placed",
            ]
        );
        assert_eq!(deal.desk(&quote).await.next, None);

        // The desk goes on with it as with any order.
        let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
        let confirmed = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        assert_eq!(confirmed.state, OrderState::Confirmed);
    });
}

#[test]
fn parts_of_an_offer_are_reserved_when_it_is_accepted_and_not_before() {
    block(async {
        let deal = Deal::new().await;
        let quote = deal.sent().await;
        assert_eq!(free(&deal.firm.shop, FILTER).await, Decimal::from(42));
        // 23,000 + 800 + 5 filters at 44.20.
        let order = deal.accept(&deal.firm.jonas, &yes(&quote, 1, &[4], 2_402_100)).await.unwrap();
        assert_eq!(free(&deal.firm.shop, FILTER).await, Decimal::from(37));
        let order = deal.order(&order).await;
        assert_eq!(
            (order.lines[2].part.clone(), order.lines[2].net),
            (Some(key(FILTER)), Money::cents(4_420))
        );
    });
}

#[test]
fn what_is_below_the_floor_of_sales_needs_a_release_by_who_may() {
    block(async {
        let deal = Deal::new().await;
        let (k, tobias) = (deal.k(), &deal.tobias);
        let boss = colleague(&deal.firm.shop, "maren", Role::Manager).await;
        let quote = deal.drafted().await;
        // The cab costs 17,100.07 of 23,000: with 15 % off less than 15 % is left.
        deal.edit(tobias, &quote, |edit| edit.positions[0].discount = Decimal::from(15)).await.unwrap();
        let desk = deal.desk(&quote).await;
        assert!(!desk.may_send && !desk.may_release);
        let margin = desk.margin.as_ref().unwrap();
        assert_eq!((margin.floor, margin.worst.total.keeps(Decimal::from(15))), (Decimal::from(15), false));
        assert_eq!(deal.send(tobias, &quote).await, Err(Error::conflict(Problem::BelowFloor)));

        let ask = AskRelease { quote: quote.clone(), version: desk.quote.version, reason: "Neukunde".into() };
        room::ask_release(k, tobias, &ask).await.unwrap();
        assert_eq!(deal.mails("maren@").await, [format!("Freigabe für Angebot {quote} erbeten")]);
        let desk = room::desk_quote(k, &boss, &quote).await.unwrap();
        assert!(desk.may_release);
        let answer = |granted, words: &str| AnswerRelease {
            quote: quote.clone(),
            version: desk.quote.version,
            granted,
            words: words.into(),
        };
        let own = room::answer_release(k, tobias, &answer(true, "")).await;
        assert_eq!(own, Err(Error::Forbidden), "nobody releases what is below their own floor");
        let silent = room::answer_release(k, &boss, &answer(false, "")).await;
        assert!(matches!(silent, Err(Error::Invalid { .. })), "no without a reason");
        room::answer_release(k, &boss, &answer(true, "einmalig")).await.unwrap();
        assert!(deal.mails("tobias@").await.contains(&format!("Angebot {quote} freigegeben")));
        let twice = room::answer_release(k, &boss, &answer(true, "")).await;
        assert_eq!(twice, Err(Error::conflict(Problem::AlreadyDone)));
        deal.send(tobias, &quote).await.unwrap();

        // What is released holds for the negotiation, and for nothing beyond it.
        deal.edit(tobias, &quote, |edit| edit.positions[0].discount = Decimal::from(18)).await.unwrap();
        assert_eq!(deal.send(tobias, &quote).await, Err(Error::conflict(Problem::BelowFloor)));
    });
}

#[test]
fn a_counter_offer_within_the_floor_is_taken_at_once_and_one_below_is_not() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas, tobias) = (deal.k(), &deal.firm.jonas, &deal.tobias);
        let quote = deal.sent().await;
        let dearer = room::counter_quote(k, jonas, &counter(&quote, &[], Some(2_380_000))).await;
        assert_eq!(dearer, Err(Error::invalid("net", Problem::CounterNotLower)));
        room::counter_quote(k, jonas, &counter(&quote, &[], Some(1_900_000))).await.unwrap();
        let desk = deal.desk(&quote).await;
        assert!(!desk.may_accept_counter);
        let left = desk.margin.unwrap().countered.unwrap();
        // 19,000 for what costs 17,100.07 and 500.
        assert_eq!(left.total.contribution(), Money::cents(139_993));
        let command = AcceptCounter { quote: quote.clone(), version: desk.quote.version };
        assert_eq!(
            room::accept_counter(k, tobias, &command).await,
            Err(Error::conflict(Problem::BelowFloor))
        );
        let boss = dealer(Role::Manager);
        room::accept_counter(k, &boss, &command).await.unwrap();
        assert_eq!(deal.view(jonas, &quote).await.unwrap().head.net, Some(Money::cents(1_900_000)));
    });
}

#[test]
fn who_does_not_see_margins_is_told_none_and_is_held_to_their_floor_all_the_same() {
    block(async {
        let deal = Deal::new().await;
        let (k, support) = (deal.k(), dealer(Role::Support));
        let quote = deal.drafted().await;
        let desk = room::desk_quote(k, &support, &quote).await.unwrap();
        assert!(desk.margin.is_none());
        let mut forged = as_seen(&desk);
        forged.positions[0].cost = Some(UnitCost::default());
        forged.delivery_cost = Some(Decimal::ZERO);
        room::save_draft(k, &support, &forged).await.unwrap();
        let kept = deal.desk(&quote).await.margin.unwrap().costs;
        assert_eq!(
            kept.positions[&1].purchase,
            Decimal::new(1_710_007, 2),
            "costs come from who may see them"
        );
        deal.edit(&deal.tobias, &quote, |edit| edit.discount = Decimal::from(5)).await.unwrap();
        assert!(!room::desk_quote(k, &support, &quote).await.unwrap().may_send);
        assert_eq!(deal.send(&support, &quote).await, Err(Error::conflict(Problem::BelowFloor)));
        deal.send(&deal.tobias, &quote).await.unwrap();
        for actor in [&support, &deal.firm.jonas] {
            assert_eq!(room::ladder(k, actor).await, Err(Error::Forbidden));
        }
    });
}

#[test]
fn two_people_change_different_positions_and_the_same_one_is_a_conflict_with_its_name() {
    block(async {
        let deal = Deal::new().await;
        let (k, tobias, ines) = (deal.k(), &deal.tobias, dealer(Role::Support));
        let quote = deal.drafted().await;
        let (mut mine, mut theirs) = (as_seen(&deal.desk(&quote).await), as_seen(&deal.desk(&quote).await));
        mine.positions[0].discount = Decimal::from(3);
        theirs.positions[1].text = "bis Sonthofen".into();
        room::save_draft(k, tobias, &mine).await.unwrap();
        room::save_draft(k, &ines, &theirs).await.unwrap();
        let draft = deal.desk(&quote).await.draft;
        assert_eq!(
            (draft.positions[0].discount, draft.positions[1].text.as_str()),
            (Decimal::from(3), "bis Sonthofen")
        );
        theirs.positions[0].discount = Decimal::from(4);
        let refused = room::save_draft(k, &ines, &theirs).await;
        let problem = Problem::PositionsCollide {
            who: "tobias".into(),
            positions: vec![Localized::new("Bagger: Bagger 7", "Excavator: Bagger 7")],
        };
        // Theirs is the version that both began with: what they typed for position 1 meets what Tobias saved.
        assert_eq!(
            refused.map_err(|e| match e {
                Error::Conflict { problem: Problem::PositionsCollide { positions, .. } } => {
                    Error::conflict(Problem::PositionsCollide { who: "tobias".into(), positions })
                }
                other => other,
            }),
            Err(Error::conflict(problem))
        );
        // An order of positions that one of them made stands, and what the other added follows it.
        let mut moved = as_seen(&deal.desk(&quote).await);
        moved.positions.swap(0, 1);
        deal.add(&quote, NewItem::Heading { name: "Zubehör".into() }, Choice::Firm).await;
        room::save_draft(k, tobias, &moved).await.unwrap();
        let ids: Vec<u32> = deal.desk(&quote).await.draft.positions.iter().map(|p| p.id).collect();
        assert_eq!(ids, [2, 1, 3, 4, 5]);
    });
}

#[test]
fn both_sides_are_reminded_and_after_the_last_day_nobody_accepts_it_any_more() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.sent().await;
        deal.mails("").await;
        // Three working days before the 15th, in the morning.
        k.clock.advance(SignedDuration::from_hours(24 * 16));
        let soon = format!("Angebot {quote} gilt noch bis 15.12.2026: Bagger: Bagger 7");
        assert!(deal.mails("jonas@").await.contains(&soon));
        assert!(deal.mails("tobias@").await.contains(&soon));
        // The last minute of its last day, and the first one after it.
        k.clock.advance(SignedDuration::from_hours(24 * 5 + 14) + SignedDuration::from_mins(59));
        assert_eq!(k.clock.local().date(), LAST);
        assert!(deal.view(jonas, &quote).await.unwrap().may_answer);
        k.clock.advance(SignedDuration::from_mins(2));
        let late = deal.accept(jonas, &yes(&quote, 1, &[], 2_380_000)).await;
        assert_eq!(late, Err(Error::conflict(Problem::OfferExpired { on: LAST })), "before any job has run");
        k.clock.advance(SignedDuration::from_mins(10));
        assert!(
            deal.mails("jonas@").await.contains(&format!("Angebot {quote} ist abgelaufen: Bagger: Bagger 7"))
        );
        assert_eq!(deal.view(jonas, &quote).await.unwrap().head.state, QuoteState::Expired);

        // Sent once more it can be accepted.
        let version = deal.desk(&quote).await.quote.version;
        let until = Date::constant(2027, 1, 15);
        let command = SendQuote {
            quote: quote.clone(),
            version,
            valid_until: until,
            words: String::new(),
            follow_up: None,
        };
        room::send_quote(k, &deal.tobias, &command).await.unwrap();
        deal.accept(jonas, &yes(&quote, 2, &[], 2_380_000)).await.unwrap();
    });
}

#[test]
fn what_changed_since_it_was_seen_is_not_accepted() {
    block(async {
        let deal = Deal::new().await;
        let jonas = &deal.firm.jonas;
        let quote = deal.sent().await;
        let wrong = deal.accept(jonas, &yes(&quote, 1, &[], 2_000_000)).await;
        assert_eq!(wrong, Err(Error::conflict(Problem::PriceChanged)), "the server decides what it costs");
        let forged = deal.accept(jonas, &yes(&quote, 1, &[1], 2_380_000)).await;
        assert_eq!(forged, Err(Error::conflict(Problem::NotPickable)));
        let bare = AcceptQuote { business: false, ..yes(&quote, 1, &[], 2_380_000) };
        assert!(matches!(deal.accept(jonas, &bare).await, Err(Error::Invalid { .. })));
        deal.edit(&deal.tobias, &quote, |edit| edit.positions[1].net = Money::cents(70_000)).await.unwrap();
        assert_eq!(
            deal.view(jonas, &quote).await.unwrap().head.net,
            Some(Money::cents(2_380_000)),
            "a draft is a draft"
        );
        deal.send(&deal.tobias, &quote).await.unwrap();
        let old = deal.accept(jonas, &yes(&quote, 1, &[], 2_380_000)).await;
        assert_eq!(old, Err(Error::conflict(Problem::OfferReplaced { number: 2 })));
    });
}

#[test]
fn two_people_who_accept_at_the_same_moment_make_one_order() {
    block(async {
        let deal = Deal::new().await;
        let quote = deal.sent().await;
        let (a, b) = (yes(&quote, 1, &[], 2_380_000), yes(&quote, 1, &[], 2_380_000));
        let b = AcceptQuote { key: IdempotencyKey::new("another-key"), ..b };
        let (a, b) = tokio::join!(deal.accept(&deal.firm.jonas, &a), deal.accept(&deal.firm.boss, &b));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let refused = if a.is_err() { a } else { b };
        assert_eq!(refused, Err(Error::conflict(Problem::WrongState)));
    });
}

#[test]
fn an_accepted_offer_meets_the_companys_own_rules() {
    block(async {
        let firm = Firm::limited().await;
        offered(&firm.shop).await;
        let tobias = colleague(&firm.shop, "tobias", Role::Sales).await;
        let deal = Deal { firm, tobias };
        let quote = deal.sent().await;
        let order = deal.accept(&deal.firm.jonas, &yes(&quote, 1, &[], 2_380_000)).await.unwrap();
        assert_eq!(deal.order(&order).await.state, OrderState::AwaitingApproval);
        assert_eq!(deal.view(&deal.firm.jonas, &quote).await.unwrap().head.state, QuoteState::Accepted);
    });
}

#[test]
fn drafts_and_other_companies_offers_are_not_there() {
    block(async {
        let deal = Deal::new().await;
        let k = deal.k();
        let begin = BeginQuote {
            key: IdempotencyKey::new("desk-begins"),
            company: Some(CompanyId::new("bauer")),
            title: "Rahmenangebot".into(),
            ..BeginQuote::default()
        };
        let quote = room::begin_quote(k, &deal.tobias, &begin).await.unwrap();
        assert_eq!(room::begin_quote(k, &deal.tobias, &begin).await, Ok(quote.clone()));
        assert_eq!(deal.view(&deal.firm.jonas, &quote).await, Err(Error::NotFound));
        let list = |actor: Actor| async move {
            room::quotes(k, &actor, &QuoteFilter::default()).await.unwrap().items.len()
        };
        assert_eq!((list(deal.firm.jonas.clone()).await, list(deal.tobias.clone()).await), (0, 1));
        let case = deal.desk(&quote).await.quote.head.case;
        assert!(cases::case(k, &deal.firm.jonas, &case, None).await.unwrap().stations.is_empty());
        deal.add(&quote, free_position("Wartungsvertrag", 120_000), Choice::Firm).await;
        deal.edit(&deal.tobias, &quote, |edit| {
            edit.positions[0].cost = Some(UnitCost { purchase: Decimal::from(100), ..UnitCost::default() });
        })
        .await
        .unwrap();
        deal.send(&deal.tobias, &quote).await.unwrap();
        assert_eq!(list(deal.firm.jonas.clone()).await, 1);
        let steiner = buyer("steiner");
        assert_eq!(list(steiner.clone()).await, 0);
        assert_eq!(deal.view(&steiner, &quote).await, Err(Error::NotFound));
        assert_eq!(deal.accept(&steiner, &yes(&quote, 1, &[], 120_000)).await, Err(Error::NotFound));
        assert_eq!(room::counter_quote(k, &steiner, &counter(&quote, &[], None)).await, Err(Error::NotFound));
        assert_eq!(room::offer_pdf(k, &steiner, &quote, None).await, Err(Error::NotFound));
        assert_eq!(room::desk_quote(k, &deal.firm.jonas, &quote).await.map(|_| ()), Err(Error::NotFound));
        let other = BeginQuote { key: IdempotencyKey::new("steal"), case: Some(case), ..begin };
        assert_eq!(room::begin_quote(k, &steiner, &other).await, Err(Error::NotFound));
        let approver = deal.accept(&deal.firm.petra, &yes(&quote, 1, &[], 120_000)).await;
        assert_eq!(approver, Err(Error::Forbidden), "who may not order accepts nothing");
    });
}

#[test]
fn nothing_that_a_customer_reads_tells_what_it_costs() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.sent().await;
        room::counter_quote(k, jonas, &counter(&quote, &[], None)).await.unwrap();
        let view = deal.view(jonas, &quote).await.unwrap();
        let list = room::quotes(k, jonas, &QuoteFilter::default()).await.unwrap();
        let case = cases::case(k, jonas, &view.head.case, None).await.unwrap();
        let mails = {
            outbox::drain(k).await.unwrap();
            let all = mail::mails(k, &system(), None).await.unwrap().items;
            all.into_iter().filter(|m| !m.to.contains("hallmann")).map(|m| m.text).collect::<String>()
        };
        let all = [
            serde_json::to_string(&view).unwrap(),
            serde_json::to_string(&list).unwrap(),
            serde_json::to_string(&case).unwrap(),
            mails,
        ];
        for text in all {
            for secret in
                ["17100", "17.100", "30.11", "30,11", "purchase", "margin", "contribution", "\"cost"]
            {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    });
}

#[test]
fn declined_and_withdrawn_offers_say_why_and_declined_ones_can_be_sent_anew() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.sent().await;
        let no = |reason: &str| DeclineQuote { quote: quote.clone(), number: 1, reason: reason.into() };
        assert!(matches!(room::decline_quote(k, jonas, &no(" ")).await, Err(Error::Invalid { .. })));
        room::decline_quote(k, jonas, &no("Projekt gestoppt")).await.unwrap();
        assert_eq!(deal.view(jonas, &quote).await.unwrap().reason, "Projekt gestoppt");
        deal.send(&deal.tobias, &quote).await.unwrap();
        let version = deal.desk(&quote).await.quote.version;
        let back = |reason: &str| WithdrawQuote { quote: quote.clone(), version, reason: reason.into() };
        assert!(matches!(room::withdraw_quote(k, &deal.tobias, &back("")).await, Err(Error::Invalid { .. })));
        assert_eq!(
            room::withdraw_quote(k, jonas, &back("")).await,
            Err(Error::conflict(Problem::WrongState))
        );
        room::withdraw_quote(k, &deal.tobias, &back("Modell läuft aus")).await.unwrap();
        let view = deal.view(jonas, &quote).await.unwrap();
        assert_eq!((view.head.state, view.may_answer), (QuoteState::Withdrawn, false));
        let gone = deal.accept(jonas, &yes(&quote, 2, &[], 2_380_000)).await;
        assert_eq!(gone, Err(Error::conflict(Problem::WrongState)));
        assert_eq!(deal.send(&deal.tobias, &quote).await, Err(Error::conflict(Problem::WrongState)));
    });
}

#[test]
fn offers_are_asked_for_with_a_part_a_cart_and_in_own_words() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        deal.firm.shop.add(jonas, FILTER, 7).await;
        let ask = |once: &str, source| BeginQuote {
            key: IdempotencyKey::new(once),
            source,
            ..BeginQuote::default()
        };
        let part = Source::Part { part: key(FILTER), quantity: Quantity::of(200) };
        let part = room::begin_quote(k, jonas, &ask("by-part", part)).await.unwrap();
        let asked = deal.view(jonas, &part).await.unwrap().asked.unwrap();
        assert_eq!(asked.title, "HY-4711.20-F Hydraulikfilterelement Rücklauf");
        assert!(matches!(asked.positions[0].item, Item::Part { .. }));
        let cart = Source::Cart { cart: kontor_domain::CartId::new("bauer") };
        let cart = room::begin_quote(k, jonas, &ask("by-cart", cart)).await.unwrap();
        assert_eq!(
            deal.view(jonas, &cart).await.unwrap().asked.unwrap().positions[0].quantity,
            Quantity::of(7)
        );
        let silent = room::begin_quote(k, jonas, &ask("no-words", Source::Words)).await;
        assert!(matches!(silent, Err(Error::Invalid { .. })));
        let words = BeginQuote {
            words: "Schwenkmotor für\nBagger 7, gebraucht?".into(),
            ..ask("words", Source::Words)
        };
        let words = room::begin_quote(k, jonas, &words).await.unwrap();
        assert_eq!(deal.view(jonas, &words).await.unwrap().head.title, "Schwenkmotor für");
        assert_eq!(room::open_count(k, &deal.tobias).await, Ok(3));
        let ours = QuoteFilter { turn: Some(Turn::Desk), ..QuoteFilter::default() };
        let list = room::quotes(k, &deal.tobias, &ours).await.unwrap().items;
        assert!(list.iter().all(|q| q.next == Some(NextStep::Offer)) && list.len() == 3);
        let half = deal.machine_incomplete().await;
        let half = ask("half", Source::Configuration { configuration: half });
        let refused = room::begin_quote(k, jonas, &half).await;
        assert_eq!(refused, Err(Error::invalid("source", Problem::ConfigurationIncomplete)));
    });
}

#[test]
fn the_ladder_is_kept_by_the_administration_and_each_rung_goes_at_least_as_far_as_the_one_below() {
    block(async {
        let deal = Deal::new().await;
        let (k, admin) = (deal.k(), dealer(Role::Admin));
        let mut ladder = room::ladder(k, &deal.tobias).await.unwrap();
        assert_eq!(ladder, Ladder::default());
        ladder.floors.insert(Role::Sales, Decimal::from(40));
        let upside_down = room::save_ladder(k, &admin, &ladder).await;
        assert!(matches!(upside_down, Err(Error::Invalid { .. })));
        ladder.floors.insert(Role::Sales, Decimal::from(20));
        assert_eq!(room::save_ladder(k, &deal.tobias, &ladder).await, Err(Error::Forbidden));
        room::save_ladder(k, &admin, &ladder).await.unwrap();
        let stale = room::save_ladder(k, &admin, &ladder).await;
        assert_eq!(stale, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let kept = room::ladder(k, &deal.tobias).await.unwrap();
        assert_eq!((kept.version, kept.floors[&Role::Sales]), (1, Decimal::from(20)));
    });
}

#[test]
fn an_offer_is_printed_in_the_readers_language_as_it_was_sent() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.drafted().await;
        assert_eq!(
            room::offer_pdf(k, jonas, &quote, None).await,
            Err(Error::NotFound),
            "not before it is sent"
        );
        assert_eq!(room::offer_pdf(k, jonas, &quote, Some(0)).await, Err(Error::NotFound));
        let draft = room::offer_pdf(k, &deal.tobias, &quote, Some(0)).await.unwrap();
        deal.send(&deal.tobias, &quote).await.unwrap();
        let sent = room::offer_pdf(k, jonas, &quote, None).await.unwrap();
        let english = Actor { language: kontor_domain::Language::En, ..jonas.clone() };
        let english = room::offer_pdf(k, &english, &quote, Some(1)).await.unwrap();
        for pdf in [&draft, &sent, &english] {
            assert!(pdf.starts_with(b"%PDF-1.7") && pdf.len() > 5_000);
        }
        assert_ne!(sent, english);
    });
}

#[test]
fn the_desk_is_told_in_the_history_what_a_draft_became_and_customers_are_not() {
    block(async {
        let deal = Deal::new().await;
        let quote = deal.sent().await;
        let case = deal.desk(&quote).await.quote.head.case;
        let has = |page: &kontor_domain::cases::CaseView| {
            page.steps.items.iter().any(|s| matches!(s.what, Happened::QuoteDrafted { .. }))
        };
        let theirs = cases::case(deal.k(), &deal.firm.jonas, &case, None).await.unwrap();
        let ours = cases::case(deal.k(), &deal.tobias, &case, None).await.unwrap();
        assert_eq!((has(&theirs), has(&ours)), (false, true));
    });
}

#[test]
fn a_request_carries_photos_that_both_sides_see_and_nobody_else() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.asked().await;
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
        room::add_photo(k, jonas, &quote, jpeg).await.unwrap();
        room::add_photo(k, jonas, &quote, jpeg).await.unwrap();
        let photos = deal.view(jonas, &quote).await.unwrap().photos;
        assert_eq!(photos.len(), 1, "the same photo twice is one");
        let (_, path) = room::photo(k, &deal.tobias, &quote, &photos[0].hash).await.unwrap();
        assert_eq!(std::fs::read(path).unwrap(), jpeg);
        assert_eq!(room::photo(k, &buyer("steiner"), &quote, &photos[0].hash).await, Err(Error::NotFound));
        assert_eq!(room::add_photo(k, &buyer("steiner"), &quote, jpeg).await, Err(Error::NotFound));
        assert_eq!(room::add_photo(k, &deal.tobias, &quote, jpeg).await, Err(Error::Forbidden));
        assert_eq!(room::add_photo(k, &deal.firm.petra, &quote, jpeg).await, Err(Error::Forbidden));
        let script = room::add_photo(k, jonas, &quote, b"<svg onload=alert(1)>").await;
        assert_eq!(script, Err(Error::invalid("photo", Problem::NotAPhoto)));
    });
}

#[test]
fn what_is_sent_twice_is_done_once() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas, tobias) = (deal.k(), &deal.firm.jonas, &deal.tobias);
        let quote = deal.asked().await;
        let version = deal.desk(&quote).await.quote.version;
        let item = free_position("Überführung", 80_000);
        let key = IdempotencyKey::new("the-same-click");
        let add = AddPosition { key, quote: quote.clone(), version, item, choice: Choice::Firm };
        room::add_position(k, tobias, &add).await.unwrap();
        room::add_position(k, tobias, &add).await.unwrap();
        let (a, b) = tokio::join!(room::add_position(k, tobias, &add), room::add_position(k, tobias, &add));
        assert_eq!((a, b), (Ok(()), Ok(())));
        assert_eq!(deal.desk(&quote).await.draft.positions.len(), 2);
        let (boss, sending) = (dealer(Role::Admin), deal.sending(&quote).await);
        for _ in 0..2 {
            room::send_quote(k, &boss, &sending).await.unwrap();
        }
        assert_eq!(deal.view(jonas, &quote).await.unwrap().versions.len(), 1);
        let other = room::send_quote(k, tobias, &sending).await;
        assert_eq!(other, Err(Error::conflict(Problem::ChangedMeanwhile)), "somebody else is told");
        let wish = counter(&quote, &[], Some(2_000_000));
        for _ in 0..2 {
            room::counter_quote(k, jonas, &wish).await.unwrap();
        }
        let view = deal.view(jonas, &quote).await.unwrap();
        assert_eq!(view.wishes.len(), 1, "the other half of a double click");
        let other = CounterQuote { words: "Doch anders".into(), ..wish };
        room::counter_quote(k, jonas, &other).await.unwrap();
        assert_eq!(deal.view(jonas, &quote).await.unwrap().wishes.len(), 2);
    });
}

#[test]
fn who_may_only_write_in_a_case_negotiates_and_does_not_decide() {
    block(async {
        let deal = Deal::new().await;
        let (k, jonas) = (deal.k(), &deal.firm.jonas);
        let quote = deal.sent().await;
        assert!(deal.view(jonas, &quote).await.unwrap().may_decide);
        let case = deal.desk(&quote).await.quote.head.case;
        let version = cases::case(k, &deal.firm.boss, &case, None).await.unwrap().version;
        let step = CaseStep::Put { person: jonas.person().unwrap().clone(), right: CaseRight::Write };
        cases::change_case(k, &deal.firm.boss, &ChangeCase { case, version, step }).await.unwrap();
        let view = deal.view(jonas, &quote).await.unwrap();
        assert_eq!((view.may_answer, view.may_decide), (true, false));
        assert_eq!(deal.accept(jonas, &yes(&quote, 1, &[], 2_380_000)).await, Err(Error::Forbidden));
        room::counter_quote(k, jonas, &counter(&quote, &[], None)).await.unwrap();
    });
}

#[test]
fn absurd_numbers_are_refused_and_never_break_anything() {
    block(async {
        let deal = Deal::new().await;
        let quote = deal.drafted().await;
        let huge = Decimal::MAX;
        let typed = |change: fn(&mut SaveDraft, Decimal)| {
            let (deal, quote) = (&deal, &quote);
            async move { deal.edit(&deal.tobias, quote, |edit| change(edit, huge)).await }
        };
        for refused in [
            typed(|e, n| e.positions[0].net = Money::eur(n)).await,
            typed(|e, n| e.positions[0].quantity = Quantity(n)).await,
            typed(|e, n| e.positions[0].discount = n).await,
            typed(|e, n| e.discount = n).await,
            typed(|e, n| e.reduction = Money::eur(n)).await,
            typed(|e, n| e.freight = Money::eur(n)).await,
            typed(|e, n| e.commission = Some(n)).await,
            typed(|e, n| e.delivery_cost = Some(n)).await,
            typed(|e, n| e.positions[0].cost = Some(UnitCost { purchase: n, ..UnitCost::default() })).await,
        ] {
            assert!(matches!(refused, Err(Error::Invalid { .. })), "{refused:?}");
        }
    });
}
