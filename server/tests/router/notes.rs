//! What the desk notes in a case, and when it comes back to it, leaves the house through no door.

use axum::body::Body;
use http::{Method, header};
use kontor_domain::Language;
use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::cases::WriteWords;
use kontor_domain::follow_ups::MakeFollowUp;
use kontor_domain::{CompanyId, IdempotencyKey};
use kontor_server::router::page_routes;
use kontor_service::{accounts, cases, follow_ups, mail, outbox};
use kontor_store::Variables;

use crate::house::{House, NOW, block, cookie, request, system};

/// Stands nowhere else.
const SECRET: &str = "Zahlungsziel ausgereizt";

async fn session(house: &House, person: &str) -> Actor {
    let found = accounts::resume(&house.kontor, &house.cookies[person], Language::De).await;
    found.expect("the store answers").expect("signed in")
}

/// What a person is answered at an address.
async fn seen(house: &House, person: &str, path: &str) -> String {
    let request = request(Method::GET, path).header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(Body::empty()).expect("a request")).await.body
}

#[test]
fn no_note_and_no_follow_up_reaches_a_customer_through_any_door() {
    block(async {
        let house = House::full().await;
        let (k, support) = (&house.kontor, session(&house, "support").await);
        let case = CaseCode::parse(&house.case).expect("a code");
        let note =
            WriteWords { key: IdempotencyKey::new("secret-note"), case: case.clone(), text: SECRET.into() };
        cases::write_note(k, &support, &note).await.expect("noted");
        for (once, case) in [("secret-case", Some(case.clone())), ("secret-company", None)] {
            let company = case.is_none().then(|| CompanyId::new("bauer"));
            let key = IdempotencyKey::new(once);
            let due = NOW.date();
            let again = MakeFollowUp { key, case, company, due, note: SECRET.into(), owner: None };
            follow_ups::make_follow_up(k, &support, &again).await.expect("made");
        }
        outbox::drain(k).await.expect("drained");

        let order = house.order.as_ref().expect("an order").to_string();
        let fill = |path: &str| {
            path.replace("/case/{code}", &format!("/case/{case}"))
                .replace("{code}", case.as_str())
                .replace("{id}", &order)
                .replace("{sid}", &house.shipment)
        };
        // The desk reads it: what follows would find it.
        for path in [format!("/desk/cases/{case}"), "/desk/follow-ups".to_owned()] {
            assert!(seen(&house, "support", &path).await.contains(SECRET), "{path}");
        }
        let mut doors: Vec<String> = page_routes().iter().map(|route| fill(route.path())).collect();
        doors.extend([
            format!("/returns/{}", house.goods_return),
            format!("/desk/returns/{}", house.goods_return),
            "/desk/customers/bauer".into(),
            format!("/cases?code={case}"),
            format!("/orders?case={case}"),
        ]);
        for person in ["buyer", "approver", "company_admin", "stranger"] {
            for path in &doors {
                assert!(!seen(&house, person, path).await.contains(SECRET), "{path} as {person}");
            }
        }
        // Server functions that answer a case, its order or lists of them.
        for (function, body) in [
            ("cases/case", format!("code={case}")),
            ("orders/order", format!("id={order}")),
            ("follow_ups/follow_ups", r#"{"filter":{"all":true}}"#.into()),
            ("cases/cases", r#"{"filter":{}}"#.into()),
        ] {
            let kind =
                if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
            for (person, finds) in [("buyer", false), ("company_admin", false)] {
                let request = request(Method::POST, &format!("/fn/{function}"))
                    .header(header::COOKIE, cookie(&house.cookies[person]))
                    .header(header::CONTENT_TYPE, kind)
                    .header("sec-fetch-site", "same-origin");
                let answer = house.send(request.body(Body::from(body.clone())).expect("a request")).await;
                assert_eq!(answer.body.contains(SECRET), finds, "{function} as {person}: {}", answer.status);
            }
        }
        for key in ["customer", "manager", "stranger"] {
            for path in
                ["/api/v1/orders", &format!("/api/v1/orders/{order}"), &format!("/api/v1/cases/{case}")]
            {
                let answer = house.api(Method::GET, path, key, "").await;
                assert!(!answer.body.contains(SECRET), "{path} with the key {key}");
            }
        }
        // Mails to customers, the event log, and what other systems are told.
        for mail in mail::mails(k, &system(), None).await.expect("mails").items {
            assert!(!mail.text.contains(SECRET) || mail.to.starts_with("support@"), "{}", mail.to);
        }
        for table in ["event", "hook_delivery", "case_message"] {
            let rows: Vec<String> = k
                .store
                .rows(&format!("SELECT VALUE <string>data FROM {table}"), Variables::new())
                .await
                .expect("rows");
            assert!(rows.iter().all(|row| !row.contains(SECRET)), "{table}");
        }
    });
}
