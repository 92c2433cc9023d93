//! What comes back: never more than was sent, at the fee that was shown, and the money with it.

use std::sync::Arc;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::catalog::{PartData, PartNumber};
use kontor_domain::orders::{ChooseForLine, ConfirmOrder, LineChoice, MovedLine, OrderView};
use kontor_domain::payments::RefundPayment;
use kontor_domain::photos::{MAX_PHOTOS, PhotoKind};
use kontor_domain::returns::{
    AskedLine, Condition, CoreFilter, DecideReturn, Exclusion, ReceiveReturn, ReceivedLine, RequestReturn,
    ReturnFilter, ReturnReason, ReturnRule, ReturnState, ReturnView, VerdictLine, WithdrawReturn,
};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{
    Decimal, Error, IdempotencyKey, Money, OrderId, Problem, Quantity, ReturnId, WarehouseId,
};
use kontor_service::{Kontor, mail, orders, outbox, payments, returns, shipments, stock};

use crate::payments::{Till, by_card};
use crate::shop::{Shop, block, buyer, customer, dealer, key, place, system};

const FILTER: &str = "HY-4711.20-F";

/// Everything of the order leaves the house.
async fn sent(k: &Kontor, order: OrderView, name: &str) -> OrderView {
    let desk = dealer(Role::Support);
    let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
    let order = orders::confirm_order(k, &desk, &confirm).await.unwrap();
    shipments::ship_order(k, &dealer(Role::Warehouse), &parcel(&order, name)).await.unwrap()
}

/// Everything that is still open.
fn parcel(order: &OrderView, name: &str) -> ShipOrder {
    ShipOrder {
        key: IdempotencyKey::new(format!("{name}-parcel")),
        order: order.id.clone(),
        version: order.version,
        carrier: "DHL".into(),
        tracking: "00340434161094021501".into(),
        lines: vec![],
        ..ShipOrder::default()
    }
}

/// A delivered order on account, of this many filters at 48.60.
pub async fn delivered(shop: &Shop, name: &str, quantity: i64) -> OrderView {
    let me = buyer("bauer");
    shop.add(&me, FILTER, quantity).await;
    let order = orders::place_order(&shop.kontor, &me, &place(name)).await.unwrap();
    sent(&shop.kontor, order, name).await
}

pub fn ask(order: &OrderId, name: &str, quantity: i64, reason: ReturnReason) -> RequestReturn {
    RequestReturn {
        key: IdempotencyKey::new(format!("return-{name}")),
        order: order.clone(),
        lines: vec![AskedLine { position: 1, quantity: Quantity::of(quantity), reason }],
        words: "Der Deckel ist gerissen.".into(),
        seen: None,
    }
}

pub async fn arrive(k: &Kontor, view: &ReturnView, quantity: i64, condition: Condition) -> ReturnView {
    let command = ReceiveReturn {
        id: view.id.clone(),
        version: view.version,
        warehouse: WarehouseId::new("kempten"),
        lines: vec![ReceivedLine { position: 1, quantity: Quantity::of(quantity), condition }],
    };
    returns::receive_return(k, &dealer(Role::Warehouse), &command).await.unwrap()
}

fn verdict(view: &ReturnView, accepted: bool, fee: Option<Money>, reason: &str) -> DecideReturn {
    DecideReturn {
        id: view.id.clone(),
        version: view.version,
        lines: vec![VerdictLine { position: 1, accepted, fee, reason: reason.into() }],
        words: String::new(),
    }
}

pub async fn accept(k: &Kontor, view: &ReturnView) -> ReturnView {
    returns::decide_return(k, &dealer(Role::Support), &verdict(view, true, None, "")).await.unwrap()
}

async fn on_hand(k: &Kontor, warehouse: &str) -> Decimal {
    let levels = stock::levels(k, &dealer(Role::Support), &key(FILTER)).await.unwrap();
    levels
        .iter()
        .find(|l| l.level.warehouse.as_str() == warehouse)
        .map_or(Decimal::ZERO, |l| l.level.on_hand.0)
}

async fn mails_to(k: &Kontor, to: &str) -> Vec<String> {
    let all = mail::mails(k, &system(), None).await.unwrap().items;
    all.into_iter().filter(|m| m.to.contains(to)).map(|m| m.subject).collect()
}

#[test]
fn a_part_goes_back_at_the_fee_that_was_shown_and_lies_on_the_shelf_again() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&*shop.kontor, buyer("bauer"));
        let order = delivered(&shop, "one", 2).await;
        let mut command = ask(&order.id, "one", 1, ReturnReason::NotNeeded);
        let form = returns::start_return(k, &me, &order.id, &command.lines).await.unwrap();
        let line = &form.lines[0];
        let quoted = line.quoted.as_ref().unwrap().asked;
        // 10 % of 48.60 would be less than the least.
        assert_eq!((quoted.value, quoted.fee), (Money::cents(4_860), Money::cents(500)));
        assert_eq!(line.until.unwrap().to_string(), "2026-12-24");
        let totals = form.totals.unwrap();
        assert_eq!((totals.net, totals.gross), (Money::cents(4_360), Money::cents(5_188)));

        command.seen = Some(Money::cents(4_860));
        let other = returns::request_return(k, &me, &command).await;
        assert_eq!(other, Err(Error::conflict(Problem::CreditChanged)), "another sum than the one shown");
        command.seen = Some(totals.net);
        let view = returns::request_return(k, &me, &command).await.unwrap();
        assert_eq!(view.code, format!("{}-R1", order.case));
        assert_eq!((view.state, view.mine), (ReturnState::Requested, true));

        let before = (on_hand(k, "ulm").await, on_hand(k, "kempten").await);
        let view = arrive(k, &view, 1, Condition::Sellable).await;
        assert_eq!(on_hand(k, "kempten").await, before.1, "nobody has decided yet");
        let view = accept(k, &view).await;
        assert_eq!(
            (on_hand(k, "ulm").await, on_hand(k, "kempten").await),
            (before.0, before.1 + Decimal::ONE)
        );
        let credit = view.credit.unwrap();
        assert_eq!((credit.number.as_str(), credit.totals.gross), ("GS-2026-00001", Money::cents(5_188)));
        assert_eq!((credit.refund, credit.on_account()), (Money::ZERO, Money::cents(5_188)));

        let order = orders::order(k, &me, &order.id).await.unwrap();
        let codes: Vec<_> = order.timeline.iter().map(|e| e.what.code()).collect();
        assert!(codes.ends_with(&["return_requested", "return_received", "return_credited"]), "{codes:?}");
        let of_order = returns::of_order(k, &me, &order.id).await.unwrap();
        assert_eq!(of_order.returns[0].credit.as_deref(), Some("GS-2026-00001"));
        shop.settle().await;
        assert!(mails_to(k, "hallmann").await.iter().any(|s| s.starts_with("Neue Rückgabe")));
    });
}

#[test]
fn the_same_announcement_sent_twice_is_one_return() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&*shop.kontor, buyer("bauer"));
        let order = delivered(&shop, "twice", 4).await;
        let command = ask(&order.id, "twice", 1, ReturnReason::Defect);
        let all = at_once(&shop.kontor, 8, |k, _| {
            let (me, command) = (me.clone(), command.clone());
            async move { returns::request_return(&k, &me, &command).await }
        })
        .await;
        let ids: Vec<_> = all.into_iter().map(|r| r.unwrap().id).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
        let of_order = returns::of_order(k, &me, &order.id).await.unwrap();
        assert_eq!(of_order.returns.len(), 1);
    });
}

#[test]
fn whoever_asks_at_the_same_moment_no_more_comes_back_than_was_sent() {
    block(async {
        let shop = Shop::new().await;
        let (me, admin) = (buyer("bauer"), customer("bauer", Role::CompanyAdmin));
        let order = delivered(&shop, "race", 3).await;
        let commands: Vec<_> =
            (0..6).map(|n| ask(&order.id, &format!("race-{n}"), 1, ReturnReason::NotNeeded)).collect();
        let all = at_once(&shop.kontor, 6, |k, n| {
            let who = if n % 2 == 0 { me.clone() } else { admin.clone() };
            let command = commands[n].clone();
            async move { returns::request_return(&k, &who, &command).await }
        })
        .await;
        let done: Vec<_> = all.iter().filter_map(|r| r.as_ref().ok()).collect();
        assert_eq!(done.len(), 3, "{all:?}");
        let mut codes: Vec<_> = done.iter().map(|r| r.code.clone()).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 3, "each has its own number");
        let left = Problem::ReturnTooMuch { left: Quantity::ZERO };
        assert!(all.iter().filter_map(|r| r.as_ref().err()).all(|e| e.field("quantity.1") == Some(&left)));
        let value: Money = done.iter().map(|r| r.lines[0].asked.value).sum();
        assert_eq!(value, Money::cents(3 * 4_860));
    });
}

#[test]
fn what_is_withdrawn_or_refused_may_be_sent_back_again() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, desk) = (&*shop.kontor, buyer("bauer"), dealer(Role::Support));
        let order = delivered(&shop, "again", 1).await;
        let first =
            returns::request_return(k, &me, &ask(&order.id, "1", 1, ReturnReason::Defect)).await.unwrap();
        let command = WithdrawReturn { id: first.id.clone(), version: first.version };
        let gone = returns::withdraw_return(k, &me, &command).await.unwrap();
        assert_eq!(gone.state, ReturnState::Withdrawn);
        let again = returns::withdraw_return(k, &me, &command).await;
        assert_eq!(again, Err(Error::conflict(Problem::WrongState)));

        let second =
            returns::request_return(k, &me, &ask(&order.id, "2", 1, ReturnReason::Defect)).await.unwrap();
        let second = arrive(k, &second, 1, Condition::Damaged).await;
        let no = returns::decide_return(k, &desk, &verdict(&second, false, None, " ")).await;
        assert_eq!(no, Err(Error::invalid("reason.1", Problem::ReasonRequired)));
        let no = verdict(&second, false, None, "Das Gewinde wurde nachgeschnitten.");
        let refused = returns::decide_return(k, &desk, &no).await.unwrap();
        assert_eq!((refused.state, refused.credit.is_none()), (ReturnState::Refused, true));
        let third =
            returns::request_return(k, &me, &ask(&order.id, "3", 1, ReturnReason::NotNeeded)).await.unwrap();
        assert_eq!(third.code, format!("{}-R3", order.case));
    });
}

#[test]
fn the_desk_takes_what_arrived_and_a_higher_fee_needs_a_reason() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, desk) = (&*shop.kontor, buyer("bauer"), dealer(Role::Support));
        let order = delivered(&shop, "part", 4).await;
        let view = returns::request_return(k, &me, &ask(&order.id, "part", 4, ReturnReason::NotNeeded))
            .await
            .unwrap();
        let early = returns::decide_return(k, &desk, &verdict(&view, true, None, "")).await;
        assert_eq!(early, Err(Error::conflict(Problem::WrongState)), "nothing has arrived");
        let before = on_hand(k, "kempten").await;
        let view = arrive(k, &view, 3, Condition::Used).await;
        let more =
            returns::decide_return(k, &desk, &verdict(&view, true, Some(Money::cents(3_000)), "")).await;
        assert_eq!(more, Err(Error::invalid("reason.1", Problem::ReasonRequired)));
        let max = Money::cents(3 * 4_860);
        let above = verdict(&view, true, Some(Money::cents(99_999)), "Gebraucht");
        let above = returns::decide_return(k, &desk, &above).await;
        assert_eq!(above, Err(Error::invalid("fee.1", Problem::FeeTooHigh { max })));
        let with_reason = verdict(&view, true, Some(Money::cents(3_000)), "War eingebaut.");
        let done = returns::decide_return(k, &desk, &with_reason).await.unwrap();
        assert_eq!(done.credit.unwrap().totals.net, Money::cents(3 * 4_860 - 3_000));
        assert_eq!(on_hand(k, "kempten").await, before, "used goods do not go on the shelf");
        // The fourth, which never arrived, is still the customer's to send.
        let form = returns::start_return(k, &me, &order.id, &[]).await.unwrap();
        assert_eq!(form.lines[0].left, Quantity::ONE);
    });
}

#[test]
fn terms_bind_the_voluntary_return_and_never_the_claim() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&*shop.kontor, buyer("bauer"));
        let rule = ReturnRule { excluded: Some(Exclusion::Electrical), ..ReturnRule::default() };
        shop.put(part(rule)).await;
        let order = delivered(&shop, "terms", 2).await;
        let refused = returns::request_return(k, &me, &ask(&order.id, "v", 1, ReturnReason::NotNeeded)).await;
        let why = Problem::NotReturnable { why: Exclusion::Electrical };
        assert_eq!(refused, Err(Error::invalid("quantity.1", why)));
        k.clock.advance(SignedDuration::from_hours(24 * 200));
        let mut claim = ask(&order.id, "c", 1, ReturnReason::Defect);
        claim.words = " ".into();
        let silent = returns::request_return(k, &me, &claim).await;
        assert_eq!(silent, Err(Error::invalid("words", Problem::Required)));
        claim.words = "Undicht".into();
        let view = returns::request_return(k, &me, &claim).await.unwrap();
        assert_eq!((view.lines[0].asked.fee, view.totals.net), (Money::ZERO, Money::cents(4_860)));
        let nothing = RequestReturn { lines: vec![], ..ask(&order.id, "n", 1, ReturnReason::NotNeeded) };
        let nothing = returns::request_return(k, &me, &nothing).await;
        assert_eq!(nothing, Err(Error::invalid("lines", Problem::NothingChosen)));
    });
}

#[test]
fn a_return_is_its_companys_a_colleague_leaves_it_alone_and_the_desk_acts_by_role() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, stranger) = (&*shop.kontor, buyer("bauer"), buyer("steiner"));
        let order = delivered(&shop, "mine", 2).await;
        let command = ask(&order.id, "mine", 1, ReturnReason::Defect);
        assert_eq!(returns::request_return(k, &stranger, &command).await, Err(Error::NotFound));
        assert_eq!(returns::start_return(k, &stranger, &order.id, &[]).await, Err(Error::NotFound));
        assert_eq!(returns::of_order(k, &stranger, &order.id).await, Err(Error::NotFound));
        let mut colleague = buyer("bauer");
        if let kontor_domain::accounts::Who::Customer { person, .. } = &mut colleague.who {
            *person = kontor_domain::PersonId::new("somebody-else");
        }
        assert_eq!(returns::request_return(k, &colleague, &command).await, Err(Error::Forbidden));
        assert!(!returns::of_order(k, &colleague, &order.id).await.unwrap().may);
        let view = returns::request_return(k, &me, &command).await.unwrap();
        assert!(!returns::goods_return(k, &colleague, &view.id).await.unwrap().mine);
        let admin = customer("bauer", Role::CompanyAdmin);
        assert!(returns::goods_return(k, &admin, &view.id).await.unwrap().mine);

        let withdraw = WithdrawReturn { id: view.id.clone(), version: view.version };
        assert_eq!(returns::withdraw_return(k, &stranger, &withdraw).await, Err(Error::NotFound));
        assert_eq!(returns::withdraw_return(k, &colleague, &withdraw).await, Err(Error::Forbidden));
        assert_eq!(returns::goods_return(k, &stranger, &view.id).await, Err(Error::NotFound));
        let code = |code: &str| ReturnFilter { code: Some(code.into()), ..ReturnFilter::default() };
        for typed in [view.code.to_lowercase(), order.case.to_string()] {
            assert_eq!(returns::returns(k, &me, &code(&typed)).await.unwrap().items.len(), 1);
            assert!(returns::returns(k, &stranger, &code(&typed)).await.unwrap().items.is_empty());
        }
        assert!(returns::returns(k, &stranger, &ReturnFilter::default()).await.unwrap().items.is_empty());

        let receive = ReceiveReturn {
            id: view.id.clone(),
            version: view.version,
            warehouse: WarehouseId::new("ulm"),
            lines: vec![],
        };
        for nobody in [&me, &admin, &dealer(Role::Sales)] {
            assert_eq!(returns::receive_return(k, nobody, &receive).await, Err(Error::Forbidden));
        }
        let view = arrive(k, &view, 1, Condition::Damaged).await;
        for nobody in [&me, &admin, &dealer(Role::Warehouse)] {
            let decide = verdict(&view, true, None, "");
            assert_eq!(returns::decide_return(k, nobody, &decide).await, Err(Error::Forbidden));
        }
    });
}

/// A paid order of two filters that was delivered.
async fn paid_and_sent(t: &Till, name: &str) -> OrderView {
    let order = t.order(name, by_card()).await;
    t.double.pay_on_page(&t.page(&order.id).await, "4242424242424242").await.unwrap().unwrap();
    let order = payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap();
    sent(t.k(), order, name).await
}

async fn returned(t: &Till, order: &OrderId, name: &str, quantity: i64) -> ReturnView {
    let command = ask(order, name, quantity, ReturnReason::Defect);
    let view = returns::request_return(t.k(), &buyer("bauer"), &command).await.unwrap();
    arrive(t.k(), &view, quantity, Condition::Damaged).await
}

fn sent_back(t: &Till) -> i64 {
    t.double.of("refund").iter().map(|r| r["amount"].as_i64().unwrap()).sum()
}

#[test]
fn what_was_paid_by_card_goes_back_to_the_card_once_however_many_decide() {
    block(async {
        let t = Till::new().await;
        let order = paid_and_sent(&t, "card").await;
        let view = returned(&t, &order.id, "card", 1).await;
        let desks: Vec<Actor> = vec![dealer(Role::Support), dealer(Role::Manager), dealer(Role::Admin)];
        let command = verdict(&view, true, None, "");
        let all = at_once(&t.shop.kontor, 3, |k, n| {
            let (desk, command) = (desks[n].clone(), command.clone());
            async move { returns::decide_return(&k, &desk, &command).await }
        })
        .await;
        assert_eq!(all.iter().filter(|r| r.is_ok()).count(), 1, "{all:?}");
        let credit = returns::goods_return(t.k(), &buyer("bauer"), &view.id).await.unwrap().credit.unwrap();
        // 48.60 with 19 % VAT.
        assert_eq!((credit.totals.gross, credit.refund), (Money::cents(5_783), Money::cents(5_783)));
        outbox::drain(t.k()).await.unwrap();
        t.webhooks(|all| all.extend(all.clone())).await;
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, 5_783));
        let read = t.read(&order.id).await;
        assert_eq!(read.payment.as_ref().unwrap().refunded, Money::cents(5_783));
        assert_eq!(Till::happened(&read, "payment_refunded"), 1);
    });
}

#[test]
fn no_more_goes_back_to_the_card_than_is_left_and_the_rest_stays_on_account() {
    block(async {
        let t = Till::new().await;
        let order = paid_and_sent(&t, "left").await;
        let by_hand = RefundPayment {
            key: IdempotencyKey::new("by-hand"),
            order: order.id.clone(),
            amount: Money::cents(8_000),
            reason: "Kulanz".into(),
        };
        payments::refund_payment(t.k(), &dealer(Role::Support), &by_hand).await.unwrap();
        let view = returned(&t, &order.id, "left", 2).await;
        let credit = accept(t.k(), &view).await.credit.unwrap();
        assert_eq!(credit.totals.gross, Money::cents(11_567));
        assert_eq!((credit.refund, credit.on_account()), (Money::cents(3_567), Money::cents(8_000)));
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), 11_567);
    });
}

#[test]
fn what_was_credited_is_no_longer_owed_when_the_rest_of_the_order_is_cancelled() {
    block(async {
        let t = Till::new().await;
        let (me, desk) = (buyer("bauer"), dealer(Role::Support));
        let order = t.order("rest", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, "4242424242424242").await.unwrap().unwrap();
        let order = payments::finish_payment(t.k(), &me, &order.id).await.unwrap();
        let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
        let order = orders::confirm_order(t.k(), &desk, &confirm).await.unwrap();
        let ship = ShipOrder { lines: vec![(1, Quantity::ONE)], ..parcel(&order, "rest") };
        shipments::ship_order(t.k(), &dealer(Role::Warehouse), &ship).await.unwrap();
        let view = returned(&t, &order.id, "rest", 1).await;
        accept(t.k(), &view).await;
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), 5_783);
        let date = kontor_domain::Date::constant(2027, 1, 29);
        let moved = vec![MovedLine { position: 1, date, reason: "Werksferien".into() }];
        let version = t.read(&order.id).await.version;
        let confirm = ConfirmOrder { order: order.id.clone(), version, moved };
        let version = orders::confirm_order(t.k(), &desk, &confirm).await.unwrap().version;
        let (key, choice) = (IdempotencyKey::new("rest-line"), LineChoice::Cancel { quantity: None });
        let cancel = ChooseForLine { key, order: order.id.clone(), version, position: 1, choice };
        orders::choose(t.k(), &me, &cancel).await.unwrap();
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), 11_567, "nothing of it is owed any more");
    });
}

#[test]
fn credits_made_at_once_are_numbered_without_a_gap() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, desk) = (&*shop.kontor, buyer("bauer"), dealer(Role::Support));
        let order = delivered(&shop, "numbers", 6).await;
        let mut commands = Vec::new();
        for n in 0..6 {
            let asked = ask(&order.id, &format!("numbers-{n}"), 1, ReturnReason::Defect);
            let view = returns::request_return(k, &me, &asked).await.unwrap();
            let view = arrive(k, &view, 1, Condition::Damaged).await;
            commands.push(verdict(&view, true, None, ""));
        }
        let all = at_once(&shop.kontor, 6, |k, n| {
            let (desk, command) = (desk.clone(), commands[n].clone());
            async move { returns::decide_return(&k, &desk, &command).await }
        })
        .await;
        let mut numbers: Vec<_> = all.into_iter().map(|r| r.unwrap().credit.unwrap().number).collect();
        numbers.sort();
        let expected: Vec<_> = (1..=6).map(|n| format!("GS-2026-{n:05}")).collect();
        assert_eq!(numbers, expected);
    });
}

/// The filter, on these terms.
fn part(returns: ReturnRule) -> PartData {
    PartData {
        number: PartNumber::parse(FILTER).unwrap(),
        packaging: Quantity::ONE,
        minimum: Quantity::ONE,
        step: Quantity::ONE,
        replenishment_days: 5,
        returns,
        ..PartData::default()
    }
}

#[test]
fn a_deposit_is_charged_with_the_parcel_and_comes_back_with_the_core_or_with_the_part_once() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, desk) = (&*shop.kontor, buyer("bauer"), dealer(Role::Support));
        shop.put(part(ReturnRule { deposit: Some(Decimal::from(85)), ..ReturnRule::default() })).await;
        let order = delivered(&shop, "core", 3).await;
        let ledger = async |actor: &Actor, all| {
            let filter = CoreFilter { all, ..CoreFilter::default() };
            returns::core_ledger(k, actor, &filter).await.unwrap()
        };
        let open = ledger(&me, false).await;
        let core = &open.cores[0];
        assert_eq!(
            (core.charged, core.open(), open.open),
            (Quantity::of(3), Quantity::of(3), Money::cents(25_500))
        );
        assert_eq!(core.until.to_string(), "2027-02-22");
        assert!(ledger(&buyer("steiner"), true).await.cores.is_empty());
        let asked =
            CoreFilter { company: Some(kontor_domain::CompanyId::new("bauer")), ..CoreFilter::default() };
        assert_eq!(returns::core_ledger(k, &buyer("steiner"), &asked).await, Err(Error::NotFound));

        let old =
            returns::request_return(k, &me, &ask(&order.id, "old", 2, ReturnReason::Core)).await.unwrap();
        let open = ledger(&desk, false).await;
        assert_eq!((open.cores[0].returned, open.cores[0].open()), (Quantity::of(2), Quantity::ONE));
        let before = on_hand(k, "kempten").await;
        let old = arrive(k, &old, 2, Condition::Sellable).await;
        let credit = accept(k, &old).await.credit.unwrap();
        // Two deposits with 19 % VAT.
        assert_eq!(
            (credit.totals.deposit, credit.totals.gross),
            (Money::cents(17_000), Money::cents(20_230))
        );
        assert_eq!(on_hand(k, "kempten").await, before, "an old part is no stock");

        // Unused parts bring back what is left of the deposits, and no more.
        let goods =
            returns::request_return(k, &me, &ask(&order.id, "new", 3, ReturnReason::Defect)).await.unwrap();
        assert_eq!((goods.lines[0].asked.cores, goods.totals.deposit), (Quantity::ONE, Money::cents(8_500)));
        let goods = arrive(k, &goods, 3, Condition::Damaged).await;
        accept(k, &goods).await;
        assert!(ledger(&me, false).await.cores.is_empty());
        let all = ledger(&me, true).await;
        assert_eq!((all.cores[0].credited, all.open), (Quantity::of(3), Money::ZERO));
        let more = returns::request_return(k, &me, &ask(&order.id, "more", 1, ReturnReason::Core)).await;
        let left = Problem::ReturnTooMuch { left: Quantity::ZERO };
        assert_eq!(more, Err(Error::invalid("quantity.1", left)));
    });
}

#[test]
fn a_photo_is_known_by_its_bytes_kept_once_and_shown_to_its_company() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, stranger) = (&*shop.kontor, buyer("bauer"), buyer("steiner"));
        let order = delivered(&shop, "photo", 1).await;
        let view =
            returns::request_return(k, &me, &ask(&order.id, "photo", 1, ReturnReason::Defect)).await.unwrap();
        let script = b"<script>alert(1)</script>";
        let bad = returns::add_photo(k, &me, &view.id, script).await;
        assert_eq!(bad, Err(Error::invalid("photo", Problem::NotAPhoto)));
        let large = returns::add_photo(k, &me, &view.id, &vec![0xff; (12 << 20) + 1]).await;
        assert_eq!(large, Err(Error::invalid("photo", Problem::FileTooLarge { megabytes: 12 })));
        let jpeg = |n: u8| [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[n]].concat();
        assert_eq!(returns::add_photo(k, &stranger, &view.id, &jpeg(0)).await, Err(Error::NotFound));
        let photo = jpeg(0);
        let all = at_once(&shop.kontor, 4, |k, _| {
            let (me, id, photo) = (me.clone(), view.id.clone(), photo.clone());
            async move { returns::add_photo(&k, &me, &id, &photo).await }
        })
        .await;
        assert!(all.iter().all(Result::is_ok), "{all:?}");
        let photos = returns::goods_return(k, &me, &view.id).await.unwrap().photos;
        assert_eq!(photos.len(), 1, "the same photo");
        let hash = &photos[0].hash;
        let (kind, path) = returns::photo(k, &dealer(Role::Support), &view.id, hash).await.unwrap();
        assert_eq!((kind, std::fs::read(path).unwrap()), (PhotoKind::Jpeg, jpeg(0)));
        assert_eq!(returns::photo(k, &stranger, &view.id, hash).await, Err(Error::NotFound));
        assert_eq!(returns::photo(k, &me, &view.id, "../store").await, Err(Error::NotFound));
        for n in 1..u8::try_from(MAX_PHOTOS).unwrap() {
            returns::add_photo(k, &me, &view.id, &jpeg(n)).await.unwrap();
        }
        let many = returns::add_photo(k, &me, &view.id, &jpeg(99)).await;
        assert_eq!(many, Err(Error::invalid("photo", Problem::TooManyPhotos { max: 6 })));
    });
}

#[test]
fn nobody_and_an_unknown_return_get_nothing() {
    block(async {
        let shop = Shop::new().await;
        let (k, nobody) = (&*shop.kontor, Actor::anonymous(kontor_domain::Language::De));
        let unknown = ReturnId::new("01NOTHING-1");
        assert_eq!(returns::goods_return(k, &buyer("bauer"), &unknown).await, Err(Error::NotFound));
        assert_eq!(returns::goods_return(k, &nobody, &unknown).await, Err(Error::Unauthenticated));
        assert_eq!(returns::returns(k, &nobody, &ReturnFilter::default()).await, Err(Error::Unauthenticated));
        let ledger = returns::core_ledger(k, &nobody, &CoreFilter::default()).await;
        assert_eq!(ledger, Err(Error::Unauthenticated));
    });
}

/// So many at once.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    k: &Arc<Kontor>,
    n: usize,
    make: impl Fn(Arc<Kontor>, usize) -> F,
) -> Vec<T> {
    let mut all = tokio::task::JoinSet::new();
    for i in 0..n {
        all.spawn(make(Arc::clone(k), i));
    }
    all.join_all().await
}
