//! Payment against the double: once, whatever is cut, repeated, late or forged.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::payments::{PaymentChoice, PaymentState, RefundPayment};
use kontor_domain::{Error, IdempotencyKey, Money, OrderId, Problem};
use kontor_search::SearchIndex;
use kontor_service::payments::{self, Started};
use kontor_service::{Clock, Ids, Kontor, Settings, mail, orders, outbox};
use kontor_store::{Store, StoreConfig};
use kontor_stripe_double::{Config, Double, Failure, Outcome, sign};

use crate::child::{lines, start};
use crate::shop::{NOW, Shop, block, buyer, customer, dealer, place, system};

const FILTER: &str = "HY-4711.20-F";
const GOOD: &str = "4242424242424242";
const ASKS: &str = "4000000000003220";
const BROKE: &str = "4000000000000002";
const IBAN: &str = "DE89370400440532013000";
const IBAN_FAILS: &str = "DE62370400440532013001";
/// Two filters at 48.60 with 19 % VAT.
const GROSS: i64 = 11_567;

pub struct Till {
    pub double: Double,
    pub shop: Shop,
}

async fn open(folder: &std::path::Path, seed: u64, double: &Double, clock: Clock) -> Arc<Kontor> {
    let store = Store::open(&StoreConfig::in_folder(&folder.join("store"))).await.unwrap();
    let index = SearchIndex::open(&folder.join("index"), 15_000_000).unwrap();
    let mut settings = Settings { data: folder.to_owned(), ..Settings::default() };
    settings.stripe.secret_key = "sk_test_till".into();
    settings.stripe.webhook_secret = double.webhook_secret().to_owned();
    settings.stripe.api_url = double.url();
    Kontor::start(store, index, clock, Ids::seeded(seed), settings).await.unwrap()
}

impl Till {
    pub async fn new() -> Self {
        let _ = tracing_subscriber::fmt()
            .with_test_writer()
            .with_env_filter("off,kontor_service=warn")
            .try_init();
        let clock = Clock::held(NOW);
        let time = clock.clone();
        let double = Double::start(Config::new(move || time.now().as_second())).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let kontor = open(folder.path(), 1, &double, clock).await;
        let shop = Shop { kontor, folder };
        shop.fill().await;
        Self { double, shop }
    }

    pub fn k(&self) -> &Kontor {
        &self.shop.kontor
    }

    pub fn later(&self, seconds: i64) {
        self.k().clock.advance(SignedDuration::from_secs(seconds));
    }

    pub async fn order(&self, key: &str, payment: PaymentChoice) -> OrderView {
        self.shop.add(&buyer("bauer"), FILTER, 2).await;
        let command = kontor_domain::orders::PlaceOrder { payment, ..place(key) };
        orders::place_order(self.k(), &buyer("bauer"), &command).await.unwrap()
    }

    pub async fn read(&self, order: &OrderId) -> OrderView {
        orders::order(self.k(), &dealer(Role::Support), order).await.unwrap()
    }

    pub async fn state(&self, order: &OrderId) -> (OrderState, PaymentState) {
        let order = self.read(order).await;
        (order.state, order.payment.unwrap().state)
    }

    pub async fn page(&self, order: &OrderId) -> String {
        match payments::start_payment(self.k(), &buyer("bauer"), order, false, true).await.unwrap() {
            Started::Page(url) => url,
            Started::Settled => panic!("settled"),
        }
    }

    /// A method of Bauer's, stored on the hosted page.
    pub async fn stored(&self, number: &str) -> String {
        let me = customer("bauer", Role::CompanyAdmin);
        let key = IdempotencyKey::new(number);
        let url = payments::store_method(self.k(), &me, &key).await.unwrap();
        let back = self.double.pay_on_page(&url, number).await.unwrap().unwrap();
        let session = back.split_once("session=").unwrap().1.to_owned();
        payments::finish_method(self.k(), &me, &session).await.unwrap();
        let last4 = &number[number.len() - 4..];
        let all = payments::methods(self.k(), &me).await.unwrap().methods;
        all.into_iter().find(|m| m.last4 == last4).unwrap().id
    }

    pub async fn tap(&self, order: &OrderId, method: &str) -> Result<OrderView, Error> {
        payments::pay_with_stored(self.k(), &buyer("bauer"), order, method).await
    }

    /// Every event so far, as a webhook each.
    pub async fn webhooks(&self, change: impl FnOnce(&mut Vec<(Vec<u8>, String)>)) {
        let mut events = self.double.events();
        change(&mut events);
        for (body, header) in events {
            payments::handle_event(self.k(), &header, &body).await.unwrap();
        }
        outbox::drain(self.k()).await.unwrap();
    }

    pub async fn mails_to(&self, part: &str) -> Vec<String> {
        outbox::drain(self.k()).await.unwrap();
        let all = mail::mails(self.k(), &system(), None).await.unwrap().items;
        all.into_iter().filter(|m| m.to.contains(part)).map(|m| m.subject).collect()
    }

    pub fn happened(order: &OrderView, code: &str) -> usize {
        order.timeline.iter().filter(|e| e.what.code() == code).count()
    }
}

pub fn by_card() -> PaymentChoice {
    PaymentChoice::Card { save: true }
}

pub fn refund(order: &OrderId, key: &str, cents: i64) -> RefundPayment {
    RefundPayment {
        key: IdempotencyKey::new(key),
        order: order.clone(),
        amount: Money::cents(cents),
        reason: "Delle".into(),
    }
}

#[test]
fn a_card_pays_the_first_order_is_kept_and_pays_the_next_with_one_tap() {
    block(async {
        let t = Till::new().await;
        let first = t.order("first", by_card()).await;
        assert_eq!(
            (first.state, first.payment.as_ref().unwrap().state),
            (OrderState::AwaitingPayment, PaymentState::Open)
        );
        assert_eq!(first.payment.as_ref().unwrap().amount, Money::cents(GROSS));
        assert!(t.mails_to("hallmann").await.is_empty(), "the desk hears of it when it is paid");
        let page = t.page(&first.id).await;
        t.double.pay_on_page(&page, GOOD).await.unwrap().unwrap();
        let paid = payments::finish_payment(t.k(), &buyer("bauer"), &first.id).await.unwrap();
        assert_eq!(
            (paid.state, paid.payment.as_ref().unwrap().state),
            (OrderState::Placed, PaymentState::Paid)
        );
        assert_eq!(t.mails_to("hallmann").await.len(), 1);

        let methods = payments::methods(t.k(), &buyer("bauer")).await.unwrap();
        assert!(methods.available && methods.test && methods.methods[0].standard);
        assert_eq!(methods.methods[0].label(), "Visa •••• 4242");
        let method = methods.methods[0].id.clone();
        let second = t.order("second", PaymentChoice::Stored { method: method.clone() }).await;
        let paid = t.tap(&second.id, &method).await.unwrap();
        assert_eq!((paid.state, paid.payment.unwrap().state), (OrderState::Placed, PaymentState::Paid));
        assert_eq!(t.double.charges(), 2);
    });
}

#[test]
fn a_hundred_clicks_at_once_take_the_money_once() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("many", PaymentChoice::Stored { method: method.clone() }).await;
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let (kontor, order, method) = (t.shop.kontor.clone(), order.id.clone(), method.clone());
            clicks.spawn(async move {
                payments::pay_with_stored(&kontor, &buyer("bauer"), &order, &method).await
            });
        }
        for click in clicks.join_all().await {
            assert_eq!(click.unwrap().payment.unwrap().state, PaymentState::Paid);
        }
        assert_eq!(t.double.charges(), 1);
        assert_eq!(t.double.of("payment_intent").len(), 1);
        let order = t.read(&order.id).await;
        assert_eq!((order.state, Till::happened(&order, "payment_received")), (OrderState::Placed, 1));
        assert_eq!(t.mails_to("hallmann").await.len(), 1);
    });
}

#[test]
fn a_hundred_ways_to_the_hosted_page_lead_to_one_page() {
    block(async {
        let t = Till::new().await;
        let order = t.order("tabs", by_card()).await;
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let (kontor, order) = (t.shop.kontor.clone(), order.id.clone());
            clicks.spawn(async move {
                payments::start_payment(&kontor, &buyer("bauer"), &order, false, true).await
            });
        }
        let pages: Vec<Started> = clicks.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(pages.iter().all(|p| *p == pages[0]));
        assert_eq!(t.double.of("checkout.session").len(), 1);
        // By debit after all: the page for the card is closed and takes no money.
        let card = t.page(&order.id).await;
        let debit = payments::start_payment(t.k(), &buyer("bauer"), &order.id, true, false).await.unwrap();
        assert_ne!(debit, Started::Page(card.clone()));
        t.double.pay_on_page(&card, GOOD).await.unwrap();
        assert_eq!(t.double.charges(), 0);
    });
}

#[test]
fn dying_between_stripes_answer_and_our_commit_is_one_charge_and_one_paid_order() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("dies", PaymentChoice::Stored { method: method.clone() }).await;
        t.double.fail_next(Failure::Late(Duration::from_mins(1)));
        let click = tokio::spawn({
            let (kontor, order) = (t.shop.kontor.clone(), order.id.clone());
            async move { payments::pay_with_stored(&kontor, &buyer("bauer"), &order, &method).await }
        });
        while t.double.charges() == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        click.abort();
        assert!(click.await.unwrap_err().is_cancelled());
        assert_eq!(t.state(&order.id).await, (OrderState::AwaitingPayment, PaymentState::Open));
        // Nothing is due while it could still be under way; then the outbox reads what became of it.
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await.1, PaymentState::Open);
        t.later(120);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Paid));
        assert_eq!((t.double.charges(), t.double.of("payment_intent").len()), (1, 1));
    });
}

#[test]
fn dying_before_stripe_hears_of_it_is_finished_by_the_outbox_with_one_charge() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("before", PaymentChoice::Stored { method: method.clone() }).await;
        // Both tries of the click are cut off before anything is done.
        t.double.fail_next(Failure::CutBefore);
        t.double.fail_next(Failure::CutBefore);
        let asked = t.tap(&order.id, &method).await;
        assert_eq!(asked, Err(Error::conflict(Problem::PaymentUnanswered)));
        t.later(120);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Paid));
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again_and_taken_once() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("cut", PaymentChoice::Stored { method: method.clone() }).await;
        t.double.fail_next(Failure::CutAfter);
        let paid = t.tap(&order.id, &method).await.unwrap();
        assert_eq!(paid.payment.unwrap().state, PaymentState::Paid);
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn a_stripe_that_only_answers_500_takes_nothing_and_the_person_may_try_again() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("500", PaymentChoice::Stored { method: method.clone() }).await;
        // Stripe answers the same key with the same 500 for a day.
        t.double.fail_next(Failure::ServerError);
        assert_eq!(t.tap(&order.id, &method).await, Err(Error::conflict(Problem::PaymentUnanswered)));
        for _ in 0..4 {
            t.later(300);
            outbox::drain(t.k()).await.unwrap();
        }
        assert_eq!(t.state(&order.id).await, (OrderState::AwaitingPayment, PaymentState::Failed));
        assert_eq!(t.double.charges(), 0);
        assert_eq!(t.tap(&order.id, &method).await.unwrap().state, OrderState::Placed);
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn every_query_of_payment_follows_an_index_or_a_key() {
    block(async {
        let t = Till::new().await;
        let k = t.k();
        k.store.record();
        let method = t.stored(GOOD).await;
        let order = t.order("plans", PaymentChoice::Stored { method: method.clone() }).await;
        t.tap(&order.id, &method).await.unwrap();
        let admin = customer("bauer", Role::CompanyAdmin);
        payments::change_method(k, &admin, &method, Some(true), Some(false)).await.unwrap();
        payments::refund_payment(k, &dealer(Role::Support), &refund(&order.id, "r", 100)).await.unwrap();
        payments::catch_up(k).await.unwrap();
        t.webhooks(|_| {}).await;
        payments::finish_payment(k, &buyer("bauer"), &order.id).await.unwrap();
        payments::remove_method(k, &admin, &method).await.unwrap();
        assert!(crate::plans::none_scans(k).await > 20);
    });
}

const CHILD: &str = "KONTOR_PAYMENT_CHILD";

/// Not a test of its own: the process that is killed while Stripe's answer is on its way to it.
#[test]
fn child_pays_until_it_is_killed() {
    let Ok(told) = std::env::var(CHILD) else { return };
    block(async {
        let parts: Vec<&str> = told.split('|').collect();
        let [folder, url, order, method] = parts.as_slice() else { panic!("{told}") };
        let store =
            Store::open(&StoreConfig::in_folder(&std::path::Path::new(folder).join("store"))).await.unwrap();
        let index = SearchIndex::open(&std::path::Path::new(folder).join("index"), 15_000_000).unwrap();
        let mut settings = Settings { data: (*folder).into(), ..Settings::default() };
        settings.stripe.secret_key = "sk_test_till".into();
        settings.stripe.api_url = (*url).into();
        let kontor = Kontor::start(store, index, Clock::held(NOW), Ids::seeded(77), settings).await.unwrap();
        println!("paying");
        payments::pay_with_stored(&kontor, &buyer("bauer"), &OrderId::new(*order), method).await.unwrap();
        println!("paid");
    });
}

#[test]
fn kill_9_between_stripes_answer_and_our_commit_is_one_charge_and_one_paid_order() {
    // The double lives on while the paying process is killed.
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("kill", PaymentChoice::Stored { method: method.clone() }).await;
        t.k().store.close().await.unwrap();
        let Till { double, shop } = t;
        let Shop { kontor, folder } = shop;
        let clock = kontor.clock.clone();
        drop(kontor);
        double.fail_next(Failure::Late(Duration::from_mins(1)));
        let told = format!("{}|{}|{}|{method}", folder.path().display(), double.url(), order.id);
        let mut child = start("payments::child_pays_until_it_is_killed", &[(CHILD, &told)]);
        let said = lines(&mut child);
        let said = tokio::task::spawn_blocking(move || said.collect::<Vec<_>>());
        for _ in 0..3_000 {
            if double.charges() == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(double.charges(), 1, "the child never got as far as Stripe");
        child.kill().unwrap();
        child.wait().unwrap();
        let said = said.await.unwrap().join("\n");
        assert!(said.contains("paying") && !said.contains("paid"), "{said}");

        let kontor = open(folder.path(), 9, &double, clock).await;
        let t = Till { double, shop: Shop { kontor, folder } };
        assert_eq!(t.state(&order.id).await, (OrderState::AwaitingPayment, PaymentState::Open));
        t.later(120);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Paid));
        assert_eq!((t.double.charges(), t.double.of("payment_intent").len()), (1, 1));
        let read = t.read(&order.id).await;
        assert_eq!(Till::happened(&read, "payment_received"), 1);
    });
}

#[test]
fn webhooks_twice_and_backwards_pay_the_order_once() {
    block(async {
        let t = Till::new().await;
        let order = t.order("hooks", by_card()).await;
        let page = t.page(&order.id).await;
        t.double.pay_on_page(&page, BROKE).await.unwrap();
        t.double.pay_on_page(&page, GOOD).await.unwrap().unwrap();
        // The browser was closed on the way back: only the events tell.
        assert_eq!(t.state(&order.id).await.1, PaymentState::Open);
        t.webhooks(|all| {
            all.reverse();
            all.extend(all.clone());
        })
        .await;
        let once = t.read(&order.id).await;
        assert_eq!(
            (once.state, once.payment.as_ref().unwrap().state),
            (OrderState::Placed, PaymentState::Paid)
        );
        assert_eq!(Till::happened(&once, "payment_received"), 1);
        assert_eq!(payments::methods(t.k(), &buyer("bauer")).await.unwrap().methods.len(), 1);
        t.webhooks(|_| {}).await;
        assert_eq!(t.read(&order.id).await, once, "duplicates change nothing");
        assert_eq!(t.mails_to("hallmann").await.len(), 1);
    });
}

#[test]
fn forged_and_stale_webhooks_are_refused_and_leave_nothing() {
    block(async {
        let t = Till::new().await;
        let order = t.order("forged", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap();
        let (body, header) = t.double.events().pop().unwrap();
        let refused = Err(Error::Unauthenticated);
        let now = t.k().clock.now().as_second();
        let forged = sign("whsec_wrong", now, &body);
        assert_eq!(payments::handle_event(t.k(), &forged, &body).await, refused);
        assert_eq!(payments::handle_event(t.k(), "", &body).await, refused);
        let other = String::from_utf8(body.clone()).unwrap().replace("evt_", "evu_").into_bytes();
        assert_eq!(payments::handle_event(t.k(), &header, &other).await, refused);
        t.later(301);
        assert_eq!(
            payments::handle_event(t.k(), &header, &body).await,
            refused,
            "replayed after five minutes"
        );
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await.1, PaymentState::Open);
        // Signed, but no event; and an event that does not concern us.
        let now = t.k().clock.now().as_second();
        let secret = t.double.webhook_secret();
        let nonsense = payments::handle_event(t.k(), &sign(secret, now, b"{}"), b"{}").await;
        assert!(matches!(nonsense, Err(Error::Invalid { .. })), "{nonsense:?}");
        let foreign = br#"{"id":"evt_1","type":"payout.paid","created":1,"data":{"object":{"id":"po_1"}}}"#;
        payments::handle_event(t.k(), &sign(secret, now, foreign), foreign).await.unwrap();
    });
}

#[test]
fn another_amount_never_counts_as_paid_and_the_desk_is_told() {
    block(async {
        let t = Till::new().await;
        let order = t.order("wrong", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap();
        let intent = t.double.of("payment_intent")[0]["id"].as_str().unwrap().to_owned();
        t.double.tamper(&intent, "amount", 1.into());
        t.double.tamper(&intent, "amount_received", 1.into());
        t.webhooks(|_| {}).await;
        let read = t.read(&order.id).await;
        let payment = read.payment.clone().unwrap();
        assert_eq!((read.state, payment.state), (OrderState::AwaitingPayment, PaymentState::Failed));
        assert!(payment.needs_a_look && !payment.payable);
        assert_eq!(Till::happened(&read, "payment_mismatch"), 1);
        assert!(t.mails_to("hallmann").await[0].starts_with("Zahlung prüfen"));
        // The desk gives it back; then it can be paid properly.
        let desk = dealer(Role::Support);
        payments::refund_payment(t.k(), &desk, &refund(&order.id, "back", 1)).await.unwrap();
        let page = t.page(&order.id).await;
        t.double.pay_on_page(&page, GOOD).await.unwrap().unwrap();
        let paid = payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap();
        assert_eq!(paid.state, OrderState::Placed);
    });
}

#[test]
fn a_debit_is_under_way_first_and_when_it_fails_both_sides_are_told_and_it_can_be_paid_again() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(IBAN_FAILS).await;
        let order = t.order("sepa", PaymentChoice::Stored { method: method.clone() }).await;
        let tapped = t.tap(&order.id, &method).await.unwrap();
        assert_eq!(
            (tapped.state, tapped.payment.unwrap().state),
            (OrderState::Placed, PaymentState::Processing)
        );
        // A second tap does not take it twice.
        t.tap(&order.id, &method).await.unwrap();
        assert_eq!(t.double.of("payment_intent").len(), 1);
        let told = (t.mails_to("hallmann").await.len(), t.mails_to("bauer").await.len());
        t.double.settle_debits(Outcome::AsNumbered);
        t.webhooks(|all| all.extend(all.clone())).await;
        let failed = t.read(&order.id).await;
        assert_eq!(
            (failed.state, failed.payment.as_ref().unwrap().state),
            (OrderState::Placed, PaymentState::Failed)
        );
        assert_eq!(Till::happened(&failed, "payment_failed"), 1);
        assert_eq!(t.mails_to("hallmann").await.len(), told.0 + 1);
        assert!(failed.payment.unwrap().payable);
        let good = t.stored(GOOD).await;
        let paid = t.tap(&order.id, &good).await.unwrap();
        assert_eq!(paid.payment.unwrap().state, PaymentState::Paid);
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn a_debit_that_the_bank_takes_back_is_seen_and_told() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(IBAN).await;
        let order = t.order("dispute", PaymentChoice::Stored { method: method.clone() }).await;
        t.tap(&order.id, &method).await.unwrap();
        t.double.settle_debits(Outcome::AsNumbered);
        t.webhooks(|_| {}).await;
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Paid));
        let intent = t.double.of("payment_intent")[0]["id"].as_str().unwrap().to_owned();
        t.double.dispute(&intent);
        t.webhooks(|_| {}).await;
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Disputed));
        assert!(t.mails_to("hallmann").await.iter().any(|s| s.starts_with("Zahlung prüfen")));
        let back =
            payments::refund_payment(t.k(), &dealer(Role::Support), &refund(&order.id, "r", 100)).await;
        assert!(matches!(back, Err(Error::Invalid { .. })), "there is nothing left to give back: {back:?}");
    });
}

#[test]
fn declined_is_tried_again_and_a_bank_that_asks_leads_to_the_hosted_page() {
    block(async {
        let t = Till::new().await;
        let (good, asks) = (t.stored(GOOD).await, t.stored(ASKS).await);
        let order = t.order("declined", PaymentChoice::Stored { method: good.clone() }).await;
        t.double.fail_next(Failure::Declined("insufficient_funds".into()));
        let refused = t.tap(&order.id, &good).await.unwrap().payment.unwrap();
        assert_eq!(
            (refused.state, refused.failure.as_deref(), refused.payable),
            (PaymentState::Failed, Some("insufficient_funds"), true)
        );
        let asked = t.tap(&order.id, &asks).await.unwrap().payment.unwrap();
        assert_eq!((asked.state, asked.payable), (PaymentState::AuthenticationRequired, true));
        assert_eq!(t.double.charges(), 0);
        let page = t.page(&order.id).await;
        assert_eq!(t.double.pay_on_page(&page, ASKS).await.unwrap(), None);
        t.double.authenticate_on_page(&page, true).await.unwrap().unwrap();
        let paid = payments::finish_payment(t.k(), &buyer("bauer"), &order.id).await.unwrap();
        assert_eq!((paid.state, t.double.charges()), (OrderState::Placed, 1));
        // Afterwards there is nothing more to pay, by either way.
        assert_eq!(
            payments::start_payment(t.k(), &buyer("bauer"), &order.id, false, false).await,
            Ok(Started::Settled)
        );
        t.tap(&order.id, &good).await.unwrap();
        assert_eq!(t.double.charges(), 1);
    });
}

#[test]
fn the_desk_gives_back_in_parts_once_per_key_and_never_more_than_was_paid() {
    block(async {
        let t = Till::new().await;
        let method = t.stored(GOOD).await;
        let order = t.order("refund", PaymentChoice::Stored { method: method.clone() }).await;
        t.tap(&order.id, &method).await.unwrap();
        let desk = dealer(Role::Support);
        for _ in 0..2 {
            let view =
                payments::refund_payment(t.k(), &desk, &refund(&order.id, "one", 2_000)).await.unwrap();
            assert_eq!(view.payment.unwrap().refunded, Money::cents(2_000));
        }
        // Twenty at once, each for more than half of what is left.
        let mut many = tokio::task::JoinSet::new();
        for n in 0..20 {
            let (kontor, command) = (t.shop.kontor.clone(), refund(&order.id, &format!("k{n}"), 5_000));
            many.spawn(
                async move { payments::refund_payment(&kontor, &dealer(Role::Support), &command).await },
            );
        }
        let good = many.join_all().await.into_iter().flatten().count();
        assert_eq!(good, 1);
        let read = t.read(&order.id).await.payment.unwrap();
        assert_eq!((read.refunded, read.refundable), (Money::cents(7_000), Money::cents(GROSS - 7_000)));
        // An answer that breaks off: the outbox finds it and does not give it twice.
        t.double.fail_next(Failure::CutAfter);
        let cut = payments::refund_payment(t.k(), &desk, &refund(&order.id, "cut", 1_000)).await;
        assert_eq!(cut.unwrap_err(), Error::conflict(Problem::PaymentUnanswered));
        t.later(120);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.read(&order.id).await.payment.unwrap().refunded, Money::cents(8_000));
        let sum: i64 = t.double.of("refund").iter().map(|r| r["amount"].as_i64().unwrap()).sum();
        assert_eq!(sum, 8_000);
        for bad in [0, -5, GROSS] {
            let refused =
                payments::refund_payment(t.k(), &desk, &refund(&order.id, &format!("b{bad}"), bad)).await;
            assert!(matches!(refused, Err(Error::Invalid { .. })), "{refused:?}");
        }
    });
}

#[test]
fn what_happened_while_we_were_down_is_caught_up_with() {
    block(async {
        let t = Till::new().await;
        let order = t.order("down", by_card()).await;
        t.double.pay_on_page(&t.page(&order.id).await, GOOD).await.unwrap();
        t.later(6 * 3_600);
        assert!(payments::catch_up(t.k()).await.unwrap() > 0);
        outbox::drain(t.k()).await.unwrap();
        assert_eq!(t.state(&order.id).await, (OrderState::Placed, PaymentState::Paid));
        // The same events again, by the list and by webhook: nothing more to do.
        payments::catch_up(t.k()).await.unwrap();
        t.webhooks(|_| {}).await;
        let read = t.read(&order.id).await;
        assert_eq!(Till::happened(&read, "payment_received"), 1);
    });
}

#[test]
fn methods_belong_to_the_company_and_its_administrators_decide_who_uses_them() {
    block(async {
        let t = Till::new().await;
        let admin = customer("bauer", Role::CompanyAdmin);
        let (first, second) = (t.stored(GOOD).await, t.stored(IBAN).await);
        let k = t.k();
        payments::change_method(k, &admin, &second, Some(true), Some(false)).await.unwrap();
        let all = payments::methods(k, &admin).await.unwrap().methods;
        assert_eq!(
            all.iter().map(|m| (m.id.as_str(), m.standard)).collect::<Vec<_>>(),
            [(&*second, true), (&*first, false)]
        );
        // The buyer neither sees it nor pays with it.
        assert_eq!(payments::methods(k, &buyer("bauer")).await.unwrap().methods.len(), 1);
        let order = t.order("rights", PaymentChoice::Stored { method: first.clone() }).await;
        assert_eq!(t.tap(&order.id, &second).await, Err(Error::conflict(Problem::UnknownMethod)));
        // Another company has neither the method nor the order.
        let other = buyer("steiner");
        let taken = payments::pay_with_stored(k, &other, &order.id, &first).await;
        assert_eq!(taken, Err(Error::NotFound));
        assert_eq!(payments::start_payment(k, &other, &order.id, false, false).await, Err(Error::NotFound));
        assert_eq!(payments::finish_payment(k, &other, &order.id).await, Err(Error::NotFound));
        let other_admin = customer("steiner", Role::CompanyAdmin);
        assert_eq!(payments::remove_method(k, &other_admin, &first).await, Err(Error::NotFound));
        assert_eq!(
            payments::change_method(k, &other_admin, &first, Some(true), None).await,
            Err(Error::NotFound)
        );
        // Who may not order, manage or give back.
        let approver = customer("bauer", Role::Approver);
        assert_eq!(payments::methods(k, &approver).await, Err(Error::Forbidden));
        assert_eq!(
            payments::start_payment(k, &approver, &order.id, false, false).await,
            Err(Error::Forbidden)
        );
        assert_eq!(payments::remove_method(k, &buyer("bauer"), &first).await, Err(Error::Forbidden));
        let warehouse = dealer(Role::Warehouse);
        assert_eq!(
            payments::refund_payment(k, &warehouse, &refund(&order.id, "w", 1)).await,
            Err(Error::Forbidden)
        );
        assert_eq!(
            payments::refund_payment(k, &buyer("bauer"), &refund(&order.id, "w", 1)).await,
            Err(Error::Forbidden)
        );
        assert_eq!(
            payments::methods(k, &Actor::anonymous(kontor_domain::Language::De)).await,
            Err(Error::Unauthenticated)
        );
        // A stored method of the other's session cannot be claimed.
        let url = payments::store_method(k, &admin, &IdempotencyKey::new("mine")).await.unwrap();
        let session = url.rsplit('/').next().unwrap().to_owned();
        assert_eq!(payments::finish_method(k, &other_admin, &session).await, Err(Error::NotFound));
        assert_eq!(payments::finish_method(k, &admin, "../x").await, Err(Error::NotFound));
        payments::remove_method(k, &admin, &first).await.unwrap();
        assert_eq!(t.tap(&order.id, &first).await, Err(Error::conflict(Problem::UnknownMethod)));
        assert_eq!(t.double.charges(), 0);
    });
}

#[test]
fn without_a_key_everything_is_on_account() {
    block(async {
        let shop = Shop::new().await;
        shop.add(&buyer("bauer"), FILTER, 1).await;
        let command = kontor_domain::orders::PlaceOrder { payment: by_card(), ..place("x") };
        let refused = orders::place_order(&shop.kontor, &buyer("bauer"), &command).await;
        assert_eq!(refused, Err(Error::invalid("payment", Problem::PaymentUnavailable)));
        assert!(!payments::methods(&shop.kontor, &buyer("bauer")).await.unwrap().available);
        assert_eq!(payments::handle_event(&shop.kontor, "t=1,v1=00", b"{}").await, Err(Error::NotFound));
        let order = orders::place_order(&shop.kontor, &buyer("bauer"), &place("x")).await.unwrap();
        assert_eq!((order.state, order.payment), (OrderState::Placed, None));
        let paid = payments::start_payment(&shop.kontor, &buyer("bauer"), &order.id, false, false).await;
        assert_eq!(paid, Err(Error::conflict(Problem::PaymentUnavailable)));
        assert!(order.timeline.iter().all(|e| !matches!(e.what, Happened::PaymentReceived { .. })));
    });
}

#[test]
fn no_secret_is_in_the_settings_as_the_log_would_show_them() {
    let mut settings = Settings::default();
    settings.stripe.secret_key = "sk_live_very_secret".into();
    settings.stripe.webhook_secret = "whsec_very_secret".into();
    assert!(!format!("{settings:?}").contains("very_secret"));
}
