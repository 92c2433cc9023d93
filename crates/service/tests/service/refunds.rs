//! What was paid for a cancelled order, or a cancelled line of it, goes back by itself, once, whenever it arrives.

use kontor_domain::accounts::Role;
use kontor_domain::orders::{
    CancelLine, CancelOrder, ChooseForLine, ConfirmOrder, LineChoice, MovedLine, OrderState, OrderView,
    PlaceOrder,
};
use kontor_domain::payments::{PaymentChoice, PaymentState, RefundPayment};
use kontor_domain::pricing::ListKind;
use kontor_domain::{Date, Error, IdempotencyKey, Money, Problem, Quantity};
use kontor_service::{orders, outbox, payments};
use kontor_stripe_double::{Failure, Outcome};

use crate::payments::{Till, by_card, refund};
use crate::promise::{PUMP, TWIN, goods};
use crate::shop::{block, buyer, dealer, key, place};

const GOOD: &str = "4242424242424242";
const IBAN: &str = "DE89370400440532013000";
/// Two filters at 48.60 with 19 % VAT.
const GROSS: i64 = 11_567;
/// One of them.
const HALF: i64 = 5_783;
const IBAN_FAILS: &str = "DE62370400440532013001";

async fn cancel(t: &Till, order: &OrderView) -> OrderView {
    let read = t.read(&order.id).await;
    let command = CancelOrder { order: order.id.clone(), version: read.version, reason: "Doppelt".into() };
    orders::cancel_order(t.k(), &buyer("bauer"), &command).await.unwrap()
}

/// Takes some of the filters off.
async fn cancel_line(t: &Till, order: &OrderView, quantity: i64) -> OrderView {
    let command = CancelLine {
        key: IdempotencyKey::new(t.k().new_id()),
        order: order.id.clone(),
        version: t.read(&order.id).await.version,
        position: 1,
        quantity: Some(Quantity::of(quantity)),
        reason: String::new(),
    };
    orders::cancel_line(t.k(), &buyer("bauer"), &command).await.unwrap()
}

pub async fn paid(t: &Till, key: &str) -> OrderView {
    let order = t.order(key, by_card()).await;
    t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap().unwrap();
    payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap()
}

fn sent_back(t: &Till) -> i64 {
    t.double.of("refund").iter().map(|r| r["amount"].as_i64().unwrap()).sum()
}

#[test]
fn who_cancels_a_paid_order_gets_everything_back_once() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "once").await;
        assert_eq!(order.state, OrderState::Placed);
        let cancelled = cancel(&t, &order).await;
        assert_eq!(Till::happened(&cancelled, "refund_requested"), 1);
        assert_eq!(cancelled.payment.unwrap().refundable, Money::ZERO, "the desk cannot give it back twice");
        t.webhooks(|all| all.extend(all.clone())).await;
        t.later(3_600);
        outbox::drain(t.k()).await.unwrap();
        let read = t.read(&order.id).await;
        assert_eq!(read.payment.as_ref().unwrap().refunded, Money::cents(GROSS));
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, GROSS));
        assert_eq!(Till::happened(&read, "payment_refunded"), 1);
        assert!(t.double.of("payment_intent").len() == 1 && t.double.charges() == 1);
    });
}

#[test]
fn what_the_desk_gave_back_before_is_not_given_back_again() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "part").await;
        let part: RefundPayment = refund(&order.id, "part", 500);
        payments::refund_payment(t.k(), &dealer(Role::Support), &part).await.unwrap();
        cancel(&t, &order).await;
        outbox::drain(t.k()).await.unwrap();
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (2, GROSS));
        assert_eq!(t.read(&order.id).await.payment.unwrap().refunded, Money::cents(GROSS));
    });
}

#[test]
fn a_cancelled_order_takes_no_money_and_what_was_paid_in_the_same_moment_goes_back() {
    block(async {
        let t = Till::new().await;
        let order = t.order("closed", by_card()).await;
        let page = t.page(&order.id).await;
        cancel(&t, &order).await;
        outbox::drain(t.k()).await.unwrap();
        t.double.pay_on_page(&page, GOOD).await.unwrap();
        assert_eq!(t.double.charges(), 0, "the page was closed");
        let again = payments::start_payment(t.k(), &buyer("bauer"), &order.id, false, false).await;
        assert_eq!(again, Err(Error::conflict(Problem::NotPayable)));

        let order = t.order("crossed", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap();
        cancel(&t, &order).await;
        t.webhooks(|_| {}).await;
        let read = t.read(&order.id).await;
        let payment = read.payment.unwrap();
        assert_eq!((read.state, payment.refunded), (OrderState::Cancelled, Money::cents(GROSS)));
        assert!(t.mails_to("hallmann").await.iter().any(|s| s.starts_with("Zahlung prüfen")));
    });
}

#[test]
fn a_debit_under_way_goes_back_when_it_has_arrived() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(IBAN).await;
        let order = t.order("debit", PaymentChoice::Stored { method: method.clone() }).await;
        t.tap(&order.id, &method).await.unwrap();
        cancel(&t, &order).await;
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await, (OrderState::Cancelled, PaymentState::Processing));
        assert_eq!(sent_back(&t), 0, "there is nothing yet to give back");
        t.double.settle_debits(Outcome::AsNumbered);
        t.webhooks(|all| all.extend(all.clone())).await;
        assert_eq!(sent_back(&t), GROSS);
        assert_eq!(t.read(&order.id).await.payment.unwrap().refunded, Money::cents(GROSS));
    });
}

#[test]
fn a_refund_whose_answer_is_lost_is_found_again_and_not_sent_twice() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "lost").await;
        cancel(&t, &order).await;
        t.double.fail_next(Failure::CutAfter);
        for _ in 0..4 {
            outbox::drain(t.k()).await.unwrap();
            t.later(300);
        }
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, GROSS));
        assert_eq!(t.read(&order.id).await.payment.unwrap().refunded, Money::cents(GROSS));
        t.later(10 * 24 * 3_600);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(outbox::pending(t.k()).await.unwrap(), outbox::Pending::default(), "nothing is left");
    });
}

#[test]
fn a_program_that_stood_still_for_a_weekend_gives_back_all_the_same() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "weekend").await;
        cancel(&t, &order).await;
        t.later(60 * 3_600);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, GROSS));
        assert_eq!(t.read(&order.id).await.payment.unwrap().refunded, Money::cents(GROSS));
    });
}

#[test]
fn two_who_cancel_at_once_give_back_once() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "race").await;
        let command =
            CancelOrder { order: order.id.clone(), version: order.version, reason: "Doppelt".into() };
        let (me, desk) = (buyer("bauer"), dealer(Role::Support));
        let (one, other) = tokio::join!(
            orders::cancel_order(t.k(), &me, &command),
            orders::cancel_order(t.k(), &desk, &command)
        );
        assert!(one.is_ok() != other.is_ok(), "one of them: {one:?} {other:?}");
        outbox::drain(t.k()).await.unwrap();
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, GROSS));
        let key = IdempotencyKey::new("again");
        let more =
            RefundPayment { key, order: order.id.clone(), amount: Money::cents(1), reason: "x".into() };
        let left = Money::ZERO;
        assert_eq!(
            payments::refund_payment(t.k(), &desk, &more).await.err(),
            Some(Error::invalid("amount", Problem::RefundTooMuch { left }))
        );
    });
}

#[test]
fn who_cancels_a_line_of_a_paid_order_gets_its_share_back_and_no_cent_more() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "line").await;
        let smaller = cancel_line(&t, &order, 1).await;
        assert_eq!((smaller.state, smaller.totals.gross), (OrderState::Placed, Money::cents(HALF)));
        let payment = smaller.payment.unwrap();
        assert_eq!(
            (payment.amount, payment.over),
            (Money::cents(GROSS), Money::ZERO),
            "it is on its way back"
        );
        t.webhooks(|all| all.extend(all.clone())).await;
        t.later(3_600);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!((t.double.of("refund").len(), sent_back(&t)), (1, GROSS - HALF));
        let read = t.read(&order.id).await;
        let payment = read.payment.unwrap();
        assert_eq!((payment.state, payment.refunded), (PaymentState::Paid, Money::cents(GROSS - HALF)));
        assert_eq!((payment.needs_a_look, payment.over), (false, Money::ZERO));
        assert_eq!(cancel_line(&t, &order, 1).await.state, OrderState::Cancelled, "that was the last one");
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), GROSS);
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn what_the_desk_gave_back_already_counts_when_a_line_is_cancelled() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "counts").await;
        payments::refund_payment(t.k(), &dealer(Role::Support), &refund(&order.id, "part", 1_000))
            .await
            .unwrap();
        cancel_line(&t, &order, 1).await;
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), GROSS - HALF, "what is kept is what the order is worth");
    });
}

#[test]
fn a_debit_under_way_brings_the_old_sum_and_the_difference_goes_back_then() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(IBAN).await;
        let order = t.order("smaller", PaymentChoice::Stored { method: method.clone() }).await;
        t.tap(&order.id, &method).await.unwrap();
        cancel_line(&t, &order, 1).await;
        outbox::drain(t.k()).await.unwrap();
        assert_eq!((t.state(&order.id).await.1, sent_back(&t)), (PaymentState::Processing, 0));
        t.double.settle_debits(Outcome::AsNumbered);
        t.webhooks(|all| all.extend(all.clone())).await;
        let payment = t.read(&order.id).await.payment.unwrap();
        assert_eq!((payment.state, payment.needs_a_look), (PaymentState::Paid, false));
        assert_eq!((sent_back(&t), payment.refunded), (GROSS - HALF, Money::cents(GROSS - HALF)));
    });
}

#[test]
fn when_the_debit_fails_only_what_the_order_is_worth_now_is_asked_for_again() {
    block(async {
        let t = Till::new().await;
        let fails = t.stored(IBAN_FAILS).await;
        let order = t.order("failed", PaymentChoice::Stored { method: fails.clone() }).await;
        t.tap(&order.id, &fails).await.unwrap();
        cancel_line(&t, &order, 1).await;
        t.double.settle_debits(Outcome::AsNumbered);
        t.webhooks(|_| {}).await;
        let payment = t.read(&order.id).await.payment.unwrap();
        assert_eq!((payment.state, payment.amount), (PaymentState::Failed, Money::cents(HALF)));
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap().unwrap();
        let read = payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap();
        let payment = read.payment.unwrap();
        assert_eq!((payment.state, payment.amount), (PaymentState::Paid, Money::cents(HALF)));
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(sent_back(&t), 0);
    });
}

#[test]
fn a_substitute_for_what_is_paid_gives_back_what_it_costs_less_and_is_refused_when_it_costs_more() {
    block(async {
        let t = Till::new().await;
        let k = t.k();
        goods(&t.shop).await;
        let me = buyer("bauer");
        t.shop.add(&me, PUMP, 5).await;
        let command = PlaceOrder { payment: by_card(), ..place("pumps") };
        let order = orders::place_order(k, &me, &command).await.unwrap();
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap().unwrap();
        let paid = payments::finish_payment(k, &me, &order.id).await.unwrap();
        let date = Date::constant(2026, 12, 31);
        let moved = vec![MovedLine { position: 1, date, reason: "Werk".into() }];
        let confirm = ConfirmOrder { order: order.id.clone(), version: paid.version, moved };
        let slipped = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        let choose = |name: &str| ChooseForLine {
            key: IdempotencyKey::new(name),
            order: order.id.clone(),
            version: slipped.version,
            position: 1,
            choice: LineChoice::Substitute { part: key(TWIN), seen: None },
        };
        t.shop.price(TWIN, "list", ListKind::List, &[(1, 12_000)]).await;
        let offers = t.read(&order.id).await.offers;
        assert_eq!(offers[0].substitutes[0].blocked, Some(Problem::DearerThanPaid), "shown, and why not");
        let dear = orders::choose(k, &me, &choose("dear")).await;
        assert_eq!(dear.err(), Some(Error::conflict(Problem::DearerThanPaid)));
        t.shop.price(TWIN, "list", ListKind::List, &[(1, 9_000)]).await;
        orders::choose(k, &me, &choose("cheap")).await.unwrap();
        outbox::drain(k).await.unwrap();
        // Five at 90 net were paid, five at 81 are owed: 45 net, 19 % VAT.
        assert_eq!((sent_back(&t), t.double.charges()), (5_355, 1));
        let payment = t.read(&order.id).await.payment.unwrap();
        assert_eq!((payment.state, payment.over), (PaymentState::Paid, Money::ZERO));
    });
}

#[test]
fn freight_is_paid_with_the_order_and_goes_back_with_all_of_it_but_not_with_a_line() {
    block(async {
        let t = Till::new().await;
        kontor_service::delivery::put_tariffs(t.k(), &crate::shop::system(), &crate::delivery::tariffs())
            .await
            .unwrap();
        let order = paid(&t, "freight").await;
        let freight = order.totals.freight.expect("a freight");
        assert!(!freight.is_zero());
        let payment = order.payment.clone().unwrap();
        assert_eq!(payment.amount, order.totals.gross, "the sum shown is the sum charged");
        let less = cancel_line(&t, &order, 1).await;
        assert_eq!(less.totals.freight, Some(freight));
        outbox::drain(t.k()).await.unwrap();
        let back = t.read(&order.id).await.payment.unwrap();
        assert_eq!(back.refunded, order.totals.gross - less.totals.gross);
        cancel(&t, &less).await;
        outbox::drain(t.k()).await.unwrap();
        let back = t.read(&order.id).await.payment.unwrap();
        assert_eq!(back.refunded, order.totals.gross, "freight included");
    });
}
