//! Webhooks at the interface: set up by a key, sent by the outbox, described in the document.

use std::collections::BTreeSet;

use axum::body::Body;
use http::{Method, StatusCode, header};
use kontor_domain::hooks::{HookKind, Message, MessageData};
use kontor_domain::{Date, Decimal, Money};
use kontor_server::api;
use kontor_server::backup::{backup, restore};
use kontor_service::{hooks, outbox};

use crate::house::{Answer, House, block, config, request};

async fn make(house: &House, key: &str, once: &str, json: &str) -> Answer {
    let request = request(Method::POST, "/api/v1/hooks")
        .header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", once);
    house.send(request.body(Body::from(json.to_owned())).expect("a request")).await
}

#[test]
fn a_key_sets_up_an_endpoint_and_reads_how_it_went() {
    block(async {
        let house = House::full().await;
        let new = r#"{"url":"http://127.0.0.1:9/erp","kinds":["order.placed","shipment.sent"]}"#;
        let made = make(&house, "customer", "erp-hook", new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let secret = made.json()["secret"].as_str().expect("a secret").to_owned();
        assert!(secret.starts_with("whsec_"));
        let again = make(&house, "customer", "erp-hook", new).await;
        assert_eq!((again.status, again.json()), (StatusCode::CREATED, made.json()), "once, and told again");
        let path = made.header("location").to_owned();
        let hook = house.api(Method::GET, &path, "customer", "").await.json();
        assert_eq!((&hook["state"], &hook["kinds"][1]), (&"on".into(), &"shipment.sent".into()));
        assert!(!hook.to_string().contains("whsec_"), "told once");
        for (wrong, field) in [
            (r#"{"url":"ftp://127.0.0.1/"}"#, "url"),
            (r#"{"url":"http://127.0.0.1:9/","kinds":["order.lost"]}"#, "kinds"),
            (r#"{"url":"http://127.0.0.1:9/","kinds":["payment.mismatch"]}"#, "kinds"),
        ] {
            let refused = make(&house, "customer", "wrong-hook", wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert_eq!(refused.json()["errors"][0]["field"], field, "{wrong}");
        }

        let test = house.api(Method::POST, &format!("{path}/test"), "customer", "").await;
        assert_eq!(test.status, StatusCode::ACCEPTED, "{}", test.body);
        outbox::drain(&house.kontor).await.expect("drained");
        let log = format!("{path}/deliveries");
        let sent = house.api(Method::GET, &format!("{log}?state=waiting"), "customer", "").await.json();
        let delivery = &sent["deliveries"][0];
        assert_eq!(delivery["type"], "hook.test");
        assert!(
            delivery["attempts"][0]["error"].as_str().expect("words").contains("erreichbar"),
            "{delivery}"
        );
        assert!(delivery["next"].is_string());
        let id = delivery["id"].as_str().expect("an id");
        let resent = house.api(Method::POST, &format!("{log}/{id}/resend"), "customer", "").await;
        assert_eq!(resent.status, StatusCode::ACCEPTED, "{}", resent.body);
        outbox::drain(&house.kontor).await.expect("drained");
        let sent = house.api(Method::GET, &log, "customer", "").await.json();
        assert_eq!(sent["deliveries"][0]["attempts"].as_array().map(Vec::len), Some(2), "{sent}");

        let version = hook["version"].as_i64().expect("a version");
        let rotate = format!(r#"{{"version":{version}}}"#);
        let new = house.api(Method::POST, &format!("{path}/secret"), "customer", &rotate).await.json();
        assert_ne!(new["secret"], secret);
        let rest = format!(r#"{{"version":{},"url":"http://127.0.0.1:9/erp","paused":true}}"#, version + 1);
        let resting = house.api(Method::PUT, &path, "customer", &rest).await.json();
        assert_eq!((&resting["state"], &resting["kinds"]), (&"paused".into(), &serde_json::Value::Null));
        assert!(resting["both_until"].is_string(), "{resting}");
        let gone = house.api(Method::DELETE, &path, "customer", "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(house.api(Method::GET, &path, "customer", "").await.status, StatusCode::NOT_FOUND);
    });
}

/// The domain knows what is sent, the interface what is described.
#[test]
fn the_description_names_every_kind_and_every_field_of_a_message() {
    let document = api::document();
    let described: BTreeSet<&str> =
        document["webhooks"].as_object().expect("webhooks").keys().map(String::as_str).collect();
    assert_eq!(described, HookKind::ALL.iter().map(|kind| kind.code()).collect());
    let text = || Some("x".to_owned());
    let day = Some(Date::constant(2026, 12, 1));
    let whole = MessageData {
        company: text(),
        case: text(),
        po_number: text(),
        order: text(),
        goods_return: text(),
        recurring_order: text(),
        configuration: text(),
        offer: text(),
        version: Some(1),
        resource: text(),
        lines: Some(1),
        part: text(),
        quantity: Some(Decimal::ONE),
        date: day,
        before: day,
        reason: text(),
        choice: text(),
        carrier: text(),
        tracking: text(),
        amount: Some(Money::cents(100)),
        code: text(),
        credit: text(),
    };
    let message = Message { id: "x".into(), kind: HookKind::OrderPlaced, timestamp: "x".into(), data: whole };
    let sent = serde_json::to_value(&message).expect("a message");
    let names = |value: &serde_json::Value| -> BTreeSet<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let schemas = &document["components"]["schemas"];
    assert_eq!(names(&schemas["ApiMessage"]["properties"]), names(&sent));
    assert_eq!(names(&schemas["ApiMessageData"]["properties"]), names(&sent["data"]));
    assert_eq!(names(&schemas["ApiMoney"]["properties"]), names(&sent["data"]["amount"]));
    assert_eq!(document["webhooks"]["order.placed"]["post"]["responses"]["2XX"]["description"], "Taken.");
}

#[test]
fn after_a_restore_the_secrets_are_the_same() {
    block(async {
        let old = House::full().await;
        let new = r#"{"url":"http://127.0.0.1:9/erp"}"#;
        let made = make(&old, "customer", "kept-hook", new).await;
        let to = old.folder.path().join("backup");
        backup(&old.kontor, &old.config, &to).await.expect("a backup");
        let folder = tempfile::tempdir().expect("a folder");
        let kontor = restore(&config(&folder), &to).await.expect("restored");
        let read = |k| std::fs::read_to_string(hooks::key_file(k)).expect("a file");
        assert_eq!(read(&kontor), read(&old.kontor));
        assert_eq!(made.status, StatusCode::CREATED);
    });
}
