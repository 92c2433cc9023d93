//! Orders that nobody pays do not keep goods from others for ever, and nothing is cancelled that is paid.

use jiff::SignedDuration;
use kontor_domain::orders::{OrderState, OrderView, PlaceOrder};
use kontor_domain::payments::PaymentState;
use kontor_domain::{Date, Decimal};
use kontor_service::payments::{self, Started};
use kontor_service::{orders, outbox};
use kontor_stripe_double::Double;

use crate::orders::free;
use crate::payments::{Till, by_card};
use crate::rules::Firm;
use crate::shop::{block, place};

const FILTER: &str = "HY-4711.20-F";
const GOOD: &str = "4242424242424242";

/// Jonas of Bauer Tiefbau orders by card on Tuesday, 24 November, at nine.
struct Counter {
    double: Double,
    firm: Firm,
}

impl Counter {
    async fn new() -> Self {
        let Till { double, shop } = Till::new().await;
        Self { double, firm: Firm::limited_in(shop).await }
    }

    /// Three filters are above his limit.
    async fn order(&self, quantity: i64) -> OrderView {
        let command = PlaceOrder { payment: by_card(), ..place("once") };
        self.firm.shop.add(&self.firm.jonas, FILTER, quantity).await;
        orders::place_order(&self.firm.shop.kontor, &self.firm.jonas, &command).await.unwrap()
    }

    async fn page(&self, order: &OrderView) -> String {
        let k = &self.firm.shop.kontor;
        match payments::start_payment(k, &self.firm.jonas, &order.id, false, false).await.unwrap() {
            Started::Page(url) => url,
            Started::Settled => panic!("settled"),
        }
    }

    /// So much later, when the outbox has done its work.
    async fn after(&self, hours: i64, order: &OrderView) -> OrderView {
        let k = &self.firm.shop.kontor;
        k.clock.advance(SignedDuration::from_hours(hours));
        outbox::drain(k).await.unwrap();
        orders::order(k, &self.firm.jonas, &order.id).await.unwrap()
    }

    async fn free(&self) -> Decimal {
        free(&self.firm.shop, FILTER).await
    }

    /// How many mails Jonas has with such a subject.
    async fn told(&self, subject: &str) -> usize {
        let all = self.firm.mails().await;
        all.iter().filter(|m| m.to.starts_with("jonas@") && m.subject.contains(subject)).count()
    }
}

#[test]
fn who_does_not_pay_is_reminded_once_and_after_the_last_day_the_goods_are_free_again() {
    block(async {
        let c = Counter::new().await;
        let before = c.free().await;
        let order = c.order(2).await;
        assert_eq!(
            (order.state, order.pay_by),
            (OrderState::AwaitingPayment, Some(Date::constant(2026, 12, 1)))
        );
        let page = c.page(&order).await;
        c.after(5 * 24 - 1, &order).await;
        assert_eq!(c.told("wartet auf die Zahlung").await, 0);
        let reminded = c.after(1, &order).await;
        assert_eq!((reminded.state, reminded.version), (OrderState::AwaitingPayment, order.version));
        assert_eq!(reminded.timeline.last().unwrap().what.code(), "payer_reminded");
        // To the last minute of Tuesday.
        let last = c.after(2 * 24 + 14, &order).await;
        assert_eq!(last.state, OrderState::AwaitingPayment);
        assert_eq!(c.told("wartet auf die Zahlung").await, 1, "once");
        assert_eq!(c.free().await, before - Decimal::from(2));
        let cancelled = c.after(1, &order).await;
        assert_eq!(cancelled.state, OrderState::Cancelled);
        assert_eq!(c.told("ist storniert").await, 1);
        assert_eq!(c.free().await, before);
        c.after(0, &order).await;
        c.double.pay_on_page(&page, GOOD).await.unwrap();
        assert_eq!(c.double.charges(), 0, "the page takes no money any more");
        c.after(24 * 30, &order).await;
        assert_eq!(
            outbox::pending(&c.firm.shop.kontor).await.unwrap(),
            outbox::Pending::default(),
            "nothing is armed any more"
        );
    });
}

#[test]
fn what_was_paid_while_no_message_came_is_read_at_stripe_and_goes_on() {
    block(async {
        let c = Counter::new().await;
        let order = c.order(2).await;
        let page = c.page(&order).await;
        c.double.pay_on_page(&page, GOOD).await.unwrap();
        let found = c.after(24 * 9, &order).await;
        assert_eq!((found.state, found.payment.unwrap().state), (OrderState::Placed, PaymentState::Paid));
        assert_eq!(c.told("wartet auf die Zahlung").await, 0);
    });
}

#[test]
fn while_stripe_does_not_answer_nothing_is_cancelled_that_may_be_paid() {
    block(async {
        let c = Counter::new().await;
        let order = c.order(2).await;
        c.page(&order).await;
        let Counter { double, firm } = c;
        drop(double);
        let k = &firm.shop.kontor;
        k.clock.advance(SignedDuration::from_hours(24 * 9));
        assert_eq!(outbox::drain(k).await.unwrap().failed, 1);
        let waits = orders::order(k, &firm.jonas, &order.id).await.unwrap();
        assert_eq!(waits.state, OrderState::AwaitingPayment);
        assert_eq!(outbox::pending(k).await.unwrap().pending, 1, "it is looked at again");
    });
}

#[test]
fn the_days_count_from_the_approval() {
    block(async {
        let c = Counter::new().await;
        let order = c.order(3).await;
        assert_eq!((order.state, order.pay_by), (OrderState::AwaitingApproval, None));
        let asked = c.after(24 * 20, &order).await;
        assert_eq!(asked.state, OrderState::AwaitingApproval, "an approver may take longer");
        let approved = c.firm.approve(&c.firm.petra, &asked).await.unwrap();
        assert_eq!(
            (approved.state, approved.pay_by),
            (OrderState::AwaitingPayment, Some(Date::constant(2026, 12, 21)))
        );
        let mail = c.firm.mails().await.into_iter().find(|m| m.subject.contains("ist freigegeben")).unwrap();
        assert!(mail.text.contains("Bis 21.12.2026 halten wir die Ware"), "{}", mail.text);
        c.double.pay_on_page(&c.page(&approved).await, GOOD).await.unwrap();
        let k = &c.firm.shop.kontor;
        let paid = payments::finish_payment(k, &c.firm.jonas, &order.id).await.unwrap();
        assert_eq!(paid.state, OrderState::Placed);
        assert_eq!(c.after(24 * 20, &order).await.state, OrderState::Placed);
        assert_eq!(outbox::pending(k).await.unwrap(), outbox::Pending::default());
    });
}
