//! Payment at the doors: the webhook, the way to the hosted page and back, what the interface says.

use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use kontor_domain::payments::PaymentState;
use kontor_service::{orders, outbox};
use kontor_stripe_double::{Config, Double, sign};

use crate::house::{House, NOW, block, cookie, request, system};

/// A full house that pays at a double.
async fn till() -> (Double, House) {
    let clock = kontor_service::Clock::held(NOW);
    let double = Double::start(Config::new(move || clock.now().as_second())).await.expect("a double");
    let (url, secret) = (double.url(), double.webhook_secret().to_owned());
    let house = House::full_with(|config| {
        config.stripe.secret_key = "sk_test_house".into();
        config.stripe.webhook_secret = secret;
        config.stripe.api_url = url;
    })
    .await;
    (double, house)
}

fn webhook(signature: &str, body: &[u8]) -> Request<Body> {
    // As Stripe sends it: no origin, no cookie.
    Request::builder()
        .method(Method::POST)
        .uri("/webhooks/stripe")
        .header("stripe-signature", signature)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_vec()))
        .expect("a request")
}

/// A plain form, as the browser sends it without WebAssembly.
fn form(house: &House, path: &str, body: &str) -> Request<Body> {
    request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie(&house.cookies["buyer"]))
        .body(Body::from(body.to_owned()))
        .expect("a request")
}

#[test]
fn a_plain_form_orders_leads_to_the_hosted_page_and_back_to_the_paid_order() {
    block(async {
        let (double, house) = till().await;
        let add = form(&house, "/fn/carts/add_line", &format!("part={}&quantity=1", crate::house::FILTER));
        house.send(add).await;
        let checkout = request(Method::GET, "/checkout")
            .header(header::COOKIE, cookie(&house.cookies["buyer"]))
            .body(Body::empty())
            .expect("a request");
        let page = house.send(checkout).await;
        assert!(page.body.contains(r#"value="card""#), "{}", page.body);
        assert!(
            page.header("content-security-policy").contains(&format!("form-action 'self' {}", double.url()))
        );
        let fields = "form%5Bkey%5D=pay-by-card&form%5Bdelivery%5D=hof&form%5Bbilling%5D=hof&form%5Bbusiness%5D=yes\
                      &form%5Bpayment%5D=card&form%5Bsave%5D=yes";
        let placed = house.send(form(&house, "/fn/orders/place_order", fields)).await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.body);
        let hosted = placed.header("location").to_owned();
        assert!(hosted.starts_with(&double.url()), "{hosted}");
        let back = double.pay_on_page(&hosted, "4242424242424242").await.expect("the page").expect("paid");
        let path = back.split_once("://").and_then(|(_, rest)| rest.split_once('/')).expect("an address").1;
        // Back from another site.
        let returned = request(Method::GET, &format!("/{path}"))
            .header("sec-fetch-site", "cross-site")
            .header(header::COOKIE, cookie(&house.cookies["buyer"]))
            .body(Body::empty())
            .expect("a request");
        let answer = house.send(returned).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let to = answer.header("location").to_owned();
        assert!(to.starts_with("/orders/") && to.ends_with("?placed=1"), "{to}");
        let order = to.trim_start_matches("/orders/").trim_end_matches("?placed=1").to_owned();
        let found = orders::order(&house.kontor, &system(), &kontor_domain::OrderId(order.clone())).await;
        assert_eq!(found.expect("the order").payment.expect("a payment").state, PaymentState::Paid);
        let api = Request::get(format!("/api/v1/orders/{order}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
            .body(Body::empty())
            .expect("a request");
        assert!(house.send(api).await.body.contains(r#""payment":{"state":"paid""#));
    });
}

#[test]
fn a_webhook_is_taken_once_signed_and_refused_forged_too_large_or_not_set_up() {
    block(async {
        let (double, house) = till().await;
        let now = house.kontor.clock.now().as_second();
        let secret = double.webhook_secret();
        // What waits for its day in this house.
        let before = outbox::pending(&house.kontor).await.expect("counts").pending;
        let body = br#"{"id":"evt_door","type":"payment_intent.succeeded","created":1,
            "data":{"object":{"id":"pi_unknown","object":"payment_intent"}}}"#;
        for _ in 0..2 {
            let taken = house.send(webhook(&sign(secret, now, body), body)).await;
            assert_eq!(taken.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(outbox::pending(&house.kontor).await.expect("counts").pending, before + 1, "once");
        // A payment that Stripe does not know is nothing to do.
        outbox::drain(&house.kontor).await.expect("drained");
        assert_eq!(outbox::pending(&house.kontor).await.expect("counts").pending, before);
        for (signature, body) in [
            (sign("whsec_other", now, body), body.to_vec()),
            (sign(secret, now - 301, body), body.to_vec()),
            (sign(secret, now + 301, body), body.to_vec()),
            (sign(secret, now, body), b"{}".to_vec()),
            (String::new(), body.to_vec()),
        ] {
            assert_eq!(house.send(webhook(&signature, &body)).await.status, StatusCode::BAD_REQUEST);
        }
        let large = vec![b' '; 600 * 1024];
        let refused = house.send(webhook(&sign(secret, now, &large), &large)).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        let get = Request::get("/webhooks/stripe").body(Body::empty()).expect("a request");
        assert_eq!(house.send(get).await.status, StatusCode::METHOD_NOT_ALLOWED);
        let without = House::empty(|_| {}).await;
        let gone = without.send(webhook(&sign(secret, now, body), body)).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    });
}
