//! Payments that need somebody of the dealer are listed until they are in order or settled.

use kontor_domain::accounts::Role;
use kontor_domain::orders::{CancelOrder, OrderView};
use kontor_domain::payments::{Concern, ConcernSummary, PaymentChoice, SettleConcern};
use kontor_domain::{Error, OrderId, Problem};
use kontor_service::{orders, outbox, payments};
use kontor_stripe_double::{Failure, Outcome};

use crate::payments::{Till, by_card, refund};
use crate::shop::{block, buyer, dealer};

const GOOD: &str = "4242424242424242";
const IBAN: &str = "DE89370400440532013000";
const IBAN_FAILS: &str = "DE62370400440532013001";

async fn listed(t: &Till) -> Vec<ConcernSummary> {
    payments::concerns(t.k(), &dealer(Role::Support)).await.unwrap()
}

async fn kinds(t: &Till) -> Vec<Concern> {
    listed(t).await.into_iter().map(|c| c.concern).collect()
}

/// An order debited from this account, which the desk has already.
async fn debited(t: &Till, key: &str, iban: &str) -> OrderView {
    let method = t.stored(iban).await;
    let order = Box::pin(t.order(key, PaymentChoice::Stored { method: method.clone() })).await;
    Box::pin(t.tap(&order.id, &method)).await.unwrap();
    t.double.settle_debits(Outcome::AsNumbered);
    Box::pin(t.webhooks(|_| {})).await;
    order
}

async fn disputed(t: &Till, key: &str) -> OrderView {
    let order = Box::pin(debited(t, key, IBAN)).await;
    let intent = t.double.of("payment_intent").last().unwrap()["id"].as_str().unwrap().to_owned();
    t.double.dispute(&intent);
    Box::pin(t.webhooks(|_| {})).await;
    order
}

fn settle(order: &OrderId, concern: Concern, note: &str) -> SettleConcern {
    SettleConcern { order: order.clone(), concern, note: note.into() }
}

#[test]
fn a_debit_that_fails_after_the_order_went_on_is_listed_until_it_is_paid() {
    block(async {
        let t = Till::new().await;
        assert_eq!(kinds(&t).await, []);
        let order = debited(&t, "lost", IBAN_FAILS).await;
        let list = listed(&t).await;
        assert_eq!(list.len(), 1);
        assert_eq!((&list[0].order, list[0].concern, &list[0].case), (&order.id, Concern::Lost, &order.case));
        assert_eq!(t.read(&order.id).await.payment.unwrap().concern, Some(Concern::Lost));
        let card = t.stored(GOOD).await;
        t.tap(&order.id, &card).await.unwrap();
        assert_eq!(kinds(&t).await, []);
    });
}

#[test]
fn a_card_that_is_declined_before_the_order_goes_on_needs_nobody() {
    block(async {
        let t = Till::new().await;
        let card = t.stored(GOOD).await;
        let order = t.order("declined", PaymentChoice::Stored { method: card.clone() }).await;
        t.double.fail_next(Failure::Declined("insufficient_funds".into()));
        t.tap(&order.id, &card).await.unwrap();
        assert_eq!(kinds(&t).await, [], "whoever ordered tries again, or the order is cancelled by itself");
    });
}

#[test]
fn a_lost_debit_of_an_order_that_is_cancelled_needs_nobody() {
    block(async {
        let t = Till::new().await;
        let order = debited(&t, "lost", IBAN_FAILS).await;
        let version = t.read(&order.id).await.version;
        let command = CancelOrder { order: order.id.clone(), version, reason: "Nicht bezahlt".into() };
        orders::cancel_order(t.k(), &dealer(Role::Support), &command).await.unwrap();
        assert_eq!(kinds(&t).await, []);
    });
}

#[test]
fn a_refund_that_stripe_refuses_is_listed_until_it_went_through() {
    block(async {
        let t = Till::new().await;
        let order = t.order("refused", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap().unwrap();
        payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap();
        let version = t.read(&order.id).await.version;
        let command = CancelOrder { order: order.id.clone(), version, reason: "Doppelt".into() };
        orders::cancel_order(t.k(), &buyer("bauer"), &command).await.unwrap();
        t.double.fail_next(Failure::Declined("balance_insufficient".into()));
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(kinds(&t).await, [Concern::RefundRefused]);
        let gross = t.read(&order.id).await.payment.unwrap().refundable;
        t.later(60);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.double.of("refund").len(), 0, "nobody asks Stripe for the same again by itself");
        let again = refund(&order.id, "again", 11_567);
        assert_eq!(again.amount, gross);
        payments::refund_payment(t.k(), &dealer(Role::Support), &again).await.unwrap();
        assert_eq!((kinds(&t).await.len(), t.double.of("refund").len()), (0, 1));
    });
}

#[test]
fn what_is_settled_leaves_the_list_with_a_note_on_the_order_once() {
    block(async {
        let t = Till::new().await;
        let desk = dealer(Role::Support);
        let order = disputed(&t, "back").await;
        assert_eq!(kinds(&t).await, [Concern::Disputed]);
        for (command, refused) in [
            (settle(&order.id, Concern::Disputed, "  "), Error::invalid("note", Problem::Required)),
            (settle(&order.id, Concern::Lost, "x"), Error::conflict(Problem::ChangedMeanwhile)),
            (settle(&OrderId("nothing".into()), Concern::Disputed, "x"), Error::NotFound),
        ] {
            assert_eq!(payments::settle_concern(t.k(), &desk, &command).await, Err(refused));
        }
        let command = settle(&order.id, Concern::Disputed, "Rechnung ist überwiesen");
        for _ in 0..2 {
            payments::settle_concern(t.k(), &desk, &command).await.unwrap();
        }
        t.webhooks(|_| {}).await;
        assert_eq!(kinds(&t).await, [], "also when Stripe tells it once more");
        let read = t.read(&order.id).await;
        assert_eq!(Till::happened(&read, "payment_settled"), 1);
        assert_eq!(read.payment.unwrap().concern, None);
    });
}

#[test]
fn the_longest_waiting_comes_first_and_only_who_refunds_sees_the_list() {
    block(async {
        let t = Till::new().await;
        let first = disputed(&t, "first").await;
        t.later(3_600);
        let second = debited(&t, "second", IBAN_FAILS).await;
        let orders: Vec<OrderId> = listed(&t).await.into_iter().map(|c| c.order).collect();
        assert_eq!(orders, [first.id, second.id.clone()]);
        for nobody in [dealer(Role::Warehouse), buyer("bauer")] {
            assert_eq!(payments::concerns(t.k(), &nobody).await, Err(Error::Forbidden));
            let command = settle(&second.id, Concern::Lost, "x");
            assert_eq!(payments::settle_concern(t.k(), &nobody, &command).await, Err(Error::Forbidden));
        }
    });
}
