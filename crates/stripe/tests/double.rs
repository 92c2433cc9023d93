//! The client against the double, over HTTP: what the types accept, how errors are classed, what a key promises.

use kontor_domain::Money;
use kontor_stripe::{
    Checkout, CheckoutFor, Event, IntentState, MethodKind, NewCharge, NewCustomer, SessionState, Stripe,
    StripeError, verify,
};
use kontor_stripe_double::{Config, Double, Failure, Outcome};

const NOW: i64 = 1_795_000_000;
const KEY: &str = "sk_test_very_secret";

struct House {
    double: Double,
    stripe: Stripe,
    customer: String,
}

async fn house() -> House {
    let double = Double::start(Config::new(|| NOW)).await.unwrap();
    let stripe = Stripe::new(KEY, &double.url()).unwrap();
    let new = NewCustomer { name: "Bauer Tiefbau GmbH", email: "s.bauer@bauer.example", company: "bauer" };
    let customer = stripe.create_customer("customer-bauer", &new).await.unwrap();
    House { double, stripe, customer }
}

impl House {
    fn checkout(&self, purpose: CheckoutFor<'static>) -> Checkout<'_> {
        Checkout {
            customer: &self.customer,
            reference: "order-1",
            purpose,
            success_url: "http://shop.example/back?session={CHECKOUT_SESSION_ID}",
            cancel_url: "http://shop.example/cancelled",
            locale: "de",
            sepa: true,
            card: true,
        }
    }

    fn payment(&self, save: bool) -> Checkout<'_> {
        self.checkout(CheckoutFor::Payment {
            amount: Money::cents(12_345),
            description: "Bestellung K7-4RTM",
            save,
        })
    }

    fn charge<'a>(&'a self, method: &'a str) -> NewCharge<'a> {
        NewCharge {
            customer: &self.customer,
            method,
            amount: Money::cents(5_000),
            description: "Bestellung",
            reference: "order-2",
        }
    }

    /// A card or account kept through the hosted page.
    async fn stored(&self, number: &str) -> String {
        let key = format!("setup-{number}");
        let session = self.stripe.create_checkout(&key, &self.checkout(CheckoutFor::Setup)).await.unwrap();
        self.double.pay_on_page(session.url.as_deref().unwrap(), number).await.unwrap().unwrap();
        let setup = self.stripe.session(&session.id).await.unwrap().setup.unwrap();
        let setup = self.stripe.setup(&setup).await.unwrap();
        assert!(setup.succeeded && setup.reference == "order-1");
        setup.method.unwrap()
    }
}

#[tokio::test]
async fn a_card_is_paid_on_the_hosted_page_kept_and_charged_again_and_given_back_in_parts() {
    let h = house().await;
    let session = h.stripe.create_checkout("s-1", &h.payment(true)).await.unwrap();
    assert_eq!((session.state, session.paid, session.intent.clone()), (SessionState::Open, false, None));
    let back = h.double.pay_on_page(session.url.as_deref().unwrap(), "4242424242424242").await.unwrap();
    assert_eq!(back, Some(format!("http://shop.example/back?session={}", session.id)));
    let session = h.stripe.session(&session.id).await.unwrap();
    assert_eq!(
        (session.state, session.paid, session.reference.as_str()),
        (SessionState::Complete, true, "order-1")
    );
    let intent = h.stripe.intent(session.intent.as_deref().unwrap()).await.unwrap();
    assert_eq!(
        (intent.state, intent.amount, intent.received),
        (IntentState::Succeeded, Money::cents(12_345), Money::cents(12_345))
    );
    assert!(intent.saves && intent.euro && intent.reference == "order-1");
    let method = h.stripe.method(intent.method.as_deref().unwrap()).await.unwrap();
    assert_eq!(
        (method.kind, method.brand.as_str(), method.last4.as_str()),
        (MethodKind::Card, "visa", "4242")
    );
    assert_eq!(method.customer.as_deref(), Some(h.customer.as_str()));

    let again = h.stripe.charge("c-1", &h.charge(&method.id)).await.unwrap();
    assert_eq!((again.state, again.received), (IntentState::Succeeded, Money::cents(5_000)));
    let part = h.stripe.refund("r-1", &again.id, Money::cents(1_999), "refund-1").await.unwrap();
    assert!(part.good && part.amount == Money::cents(1_999));
    assert_eq!(h.stripe.intent(&again.id).await.unwrap().refunded, Money::cents(1_999));
    let too_much = h.stripe.refund("r-2", &again.id, Money::cents(3_002), "refund-2").await;
    assert!(matches!(too_much, Err(StripeError::Invalid { .. })), "{too_much:?}");
    assert_eq!(h.stripe.refunds_of(&again.id).await.unwrap()[0].reference, "refund-1");
    assert_eq!(h.double.charges(), 2);

    h.stripe.detach("d-1", &method.id).await.unwrap();
    assert!(matches!(h.stripe.charge("c-2", &h.charge(&method.id)).await, Err(StripeError::NotFound)));
}

#[tokio::test]
async fn a_key_answers_what_it_answered_and_refuses_other_parameters() {
    let h = house().await;
    let method = h.stored("4242424242424242").await;
    let first = h.stripe.charge("once", &h.charge(&method)).await.unwrap();
    let second = h.stripe.charge("once", &h.charge(&method)).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(h.double.charges(), 1);
    let other = NewCharge { amount: Money::cents(5_001), ..h.charge(&method) };
    assert_eq!(h.stripe.charge("once", &other).await, Err(StripeError::KeyReused));
    assert_eq!(h.double.charges(), 1);
}

#[tokio::test]
async fn errors_come_by_class_and_an_answer_that_breaks_off_is_an_unknown_outcome() {
    let h = house().await;
    let method = h.stored("4242424242424242").await;
    let declined = async |key: &str, failure| {
        h.double.fail_next(failure);
        h.stripe.charge(key, &h.charge(&method)).await.unwrap_err()
    };
    match declined("a", Failure::Declined("insufficient_funds".into())).await {
        StripeError::Declined { code, intent: Some(intent) } => {
            assert_eq!((code.as_str(), intent.reference.as_str()), ("insufficient_funds", "order-2"));
            assert_eq!(intent.state, IntentState::Open);
        }
        other => panic!("{other:?}"),
    }
    let asks = declined("b", Failure::AuthenticationRequired).await;
    assert!(matches!(asks, StripeError::AuthenticationRequired { intent: Some(_) }), "{asks:?}");
    assert_eq!(declined("c", Failure::RateLimit).await, StripeError::RateLimited);
    assert!(declined("d", Failure::ServerError).await.is_unknown());
    assert!(declined("e", Failure::CutBefore).await.is_unknown());
    assert_eq!(h.double.charges(), 0);
    // Cut after the work: taken all the same, found by reading, and the same key answers it.
    assert!(declined("f", Failure::CutAfter).await.is_unknown());
    assert_eq!(h.double.charges(), 1);
    let found = h.stripe.intents_of(&h.customer, NOW - 60).await.unwrap();
    assert_eq!(found[0].state, IntentState::Succeeded);
    assert_eq!(h.stripe.charge("f", &h.charge(&method)).await.unwrap().id, found[0].id);
    assert_eq!(h.double.charges(), 1);
    // Nobody listens there.
    let nobody = Stripe::new(KEY, "http://127.0.0.1:9").unwrap();
    assert!(nobody.intent("pi_1").await.unwrap_err().is_unknown());
    assert_eq!(h.stripe.intent("pi_nothing").await, Err(StripeError::NotFound));
    let stranger = Stripe::new("pk_wrong", &h.double.url()).unwrap();
    assert_eq!(stranger.intent("pi_1").await, Err(StripeError::Credentials));
}

#[tokio::test]
async fn some_cards_are_declined_and_some_banks_ask_back() {
    let h = house().await;
    let session = h.stripe.create_checkout("s-1", &h.payment(false)).await.unwrap();
    let page = session.url.clone().unwrap();
    assert_eq!(h.double.pay_on_page(&page, "4000000000000002").await.unwrap(), None);
    let intent = h.stripe.session(&session.id).await.unwrap().intent.unwrap();
    let refused = h.stripe.intent(&intent).await.unwrap();
    assert_eq!((refused.state, refused.failure.as_deref()), (IntentState::Open, Some("generic_decline")));
    // The same page takes another card; its bank asks, and is refused once.
    assert_eq!(h.double.pay_on_page(&page, "4000002500003155").await.unwrap(), None);
    assert_eq!(h.stripe.intent(&intent).await.unwrap().state, IntentState::Action);
    assert_eq!(h.double.authenticate_on_page(&page, false).await.unwrap(), None);
    assert_eq!(h.double.pay_on_page(&page, "4000002500003155").await.unwrap(), None);
    assert!(h.double.authenticate_on_page(&page, true).await.unwrap().is_some());
    let paid = h.stripe.intent(&intent).await.unwrap();
    assert_eq!((paid.state, paid.failure), (IntentState::Succeeded, None));
    assert_eq!(h.double.charges(), 1);
    // Off session: a card whose bank asks once is good from then on, one whose bank always asks is not.
    let method = h.stored("4000002500003155").await;
    assert_eq!(h.stripe.charge("c-1", &h.charge(&method)).await.unwrap().state, IntentState::Succeeded);
    let method = h.stored("4000000000003220").await;
    let asks = h.stripe.charge("c-2", &h.charge(&method)).await;
    assert!(matches!(asks, Err(StripeError::AuthenticationRequired { .. })), "{asks:?}");
}

#[tokio::test]
async fn a_debit_is_under_way_first_and_arrives_fails_or_is_taken_back() {
    let h = house().await;
    let mut intents = Vec::new();
    for (n, iban) in
        ["DE89370400440532013000", "DE62370400440532013001", "DE35370400440532013002"].into_iter().enumerate()
    {
        let method = h.stored(iban).await;
        assert_eq!(h.stripe.method(&method).await.unwrap().kind, MethodKind::SepaDebit);
        let intent = h.stripe.charge(&format!("c-{n}"), &h.charge(&method)).await.unwrap();
        assert_eq!((intent.state, intent.received), (IntentState::Processing, Money::ZERO.rounded()));
        intents.push(intent.id);
    }
    assert_eq!(h.double.charges(), 0);
    h.double.settle_debits(Outcome::AsNumbered);
    let mut now = Vec::new();
    for id in &intents {
        let i = h.stripe.intent(id).await.unwrap();
        now.push((i.state, i.disputed, i.failure.is_some()));
    }
    assert_eq!(
        now,
        [
            (IntentState::Succeeded, false, false),
            (IntentState::Open, false, true),
            (IntentState::Succeeded, true, false)
        ]
    );
}

#[tokio::test]
async fn a_closed_page_takes_no_money() {
    let h = house().await;
    let session = h.stripe.create_checkout("s-1", &h.payment(false)).await.unwrap();
    assert_eq!(h.stripe.expire_session("x-1", &session.id).await.unwrap().state, SessionState::Expired);
    h.double.pay_on_page(session.url.as_deref().unwrap(), "4242424242424242").await.unwrap();
    assert_eq!(h.double.charges(), 0);
    assert_eq!(h.stripe.session(&session.id).await.unwrap().url, None);
}

#[tokio::test]
async fn events_are_listed_from_a_moment_on_and_say_the_same_as_the_signed_webhook() {
    let h = house().await;
    for n in 0..130 {
        let new = NewCustomer { name: "x", email: "", company: "x" };
        h.stripe.create_customer(&format!("many-{n}"), &new).await.unwrap();
    }
    let method = h.stored("4242424242424242").await;
    let intent = h.stripe.charge("c-1", &h.charge(&method)).await.unwrap();
    let listed = h.stripe.events_since(NOW).await.unwrap();
    let signed: Vec<Event> = h
        .double
        .events()
        .iter()
        .map(|(body, header)| {
            verify(h.double.webhook_secret(), header, body, NOW).unwrap();
            Event::parse(body).unwrap()
        })
        .collect();
    assert!(listed.len() > 130, "more than one page");
    assert_eq!(listed, signed, "oldest first, none missing over the pages");
    let charged = listed.iter().find(|e| e.kind == "charge.succeeded").unwrap();
    assert_eq!(charged.intent.as_deref(), Some(intent.id.as_str()));
    assert!(h.stripe.events_since(NOW + 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_secret_key_is_in_no_debug_and_in_no_error() {
    let h = house().await;
    let said = format!("{:?}", h.stripe);
    assert!(!said.contains("secret"), "{said}");
    let stranger = Stripe::new("sk_live_very_secret", &h.double.url()).unwrap();
    let error = stranger.intent("pi_1").await.unwrap_err();
    assert!(!format!("{error:?} {error}").contains("very_secret"));
}

#[tokio::test]
async fn webhooks_come_by_http_signed_twice_and_in_the_wrong_order_when_one_asks_for_it() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let double = Double::start(Config { webhook_url: url, ..Config::new(|| NOW) }).await.unwrap();
    double.set_delivery(kontor_stripe_double::Delivery {
        copies: 2,
        reversed: true,
        delay: std::time::Duration::from_millis(300),
    });
    let stripe = Stripe::new(KEY, &double.url()).unwrap();
    for n in 0..3 {
        let new = NewCustomer { name: "x", email: "", company: "x" };
        stripe.create_customer(&format!("k-{n}"), &new).await.unwrap();
    }
    let mut ids = Vec::new();
    while ids.len() < 6 {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut text = String::new();
        let mut buffer = [0; 8192];
        let event = loop {
            let n = stream.read(&mut buffer).await.unwrap();
            text.push_str(std::str::from_utf8(&buffer[..n]).unwrap());
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            if let Ok(event) = Event::parse(body.as_bytes()) {
                let header = head.lines().find_map(|l| l.strip_prefix("stripe-signature: ")).unwrap();
                verify("whsec_double", header, body.as_bytes(), NOW).unwrap();
                break event;
            }
        };
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await.unwrap();
        ids.push(event.id);
    }
    assert!(ids[0] == ids[1] && ids[2] == ids[3] && ids[4] == ids[5], "{ids:?}");
    assert!(ids[0] > ids[2] && ids[2] > ids[4], "{ids:?}");
}
