//! The REST interface: carts, the list that is looked at before it is ordered, and the way of an order to the customer and back.

use http::{Method, StatusCode};
use serde_json::Value;

use crate::house::{Answer, FILTER, House, block};

/// The fields that an answer finds fault with.
fn fields(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|e| e["field"].as_str().unwrap_or_default().to_owned()).collect()
}

fn version(seen: &Value) -> i64 {
    seen["version"].as_i64().expect("a version")
}

#[test]
fn a_program_fills_a_cart_that_people_see_and_orders_it_once() {
    block(async {
        let house = House::full().await;
        let new = r#"{"name":"Aus dem ERP","everybody":"order"}"#;
        let made = house.post_once("/api/v1/carts", "customer", "cart-from-erp-1", new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let address = made.header("location").to_owned();
        let again = house.post_once("/api/v1/carts", "customer", "cart-from-erp-1", new).await;
        assert_eq!(again.json()["id"], made.json()["id"], "the same key makes the same cart");
        let odd =
            house.post_once("/api/v1/carts", "customer", "cart-odd", r#"{"name":"x","everybody":"eat"}"#);
        assert_eq!(fields(&odd.await), ["everybody"]);

        let lines = format!(r#"[{{"part":"{FILTER}","quantity":"2"}}]"#);
        for _ in 0..2 {
            let filled =
                house.post_once(&format!("{address}/lines"), "customer", "fill-lines-1", &lines).await;
            assert_eq!(filled.status, StatusCode::OK, "{}", filled.body);
            assert_eq!(filled.json()["lines"][0]["quantity"], "2", "sent twice it is in there once");
        }
        let wrong = format!(r#"[{{"part":"NIX","quantity":"1"}},{{"part":"{FILTER}","quantity":"0"}}]"#);
        let wrong = house.post_once(&format!("{address}/lines"), "customer", "fill-lines-2", &wrong).await;
        assert_eq!(fields(&wrong), ["lines[0].part", "lines[1].quantity"]);

        let line = format!("{address}/lines/{FILTER}");
        let change = r#"{"quantity":"3","reference":"Bagger 3","note":"links"}"#;
        let changed = house.api(Method::PUT, &line, "customer", change).await;
        let changed = changed.json();
        assert_eq!(
            (&changed["lines"][0]["reference"], &changed["net"]["amount"]),
            (&"Bagger 3".into(), &"145.80".into())
        );
        assert_eq!(changed["orderable"], true);
        let all = house.api(Method::GET, "/api/v1/carts", "customer", "").await.json();
        let names: Vec<_> =
            all["carts"].as_array().expect("carts").iter().map(|c| c["name"].clone()).collect();
        assert_eq!(names, ["", "Aus dem ERP"], "the buyer's own cart is not among them");

        let id = made.json()["id"].as_str().unwrap_or_default().to_owned();
        let order = |more: &str| format!(r#"{{"delivery":"hof","po_number":"E-7","cart":"{id}"{more}}}"#);
        let both = order(&format!(r#","lines":[{{"part":"{FILTER}","quantity":"1"}}]"#));
        let both = house.post_once("/api/v1/orders", "customer", "order-both", &both).await;
        assert_eq!(fields(&both), ["lines"], "{}", both.body);
        let dear =
            house.post_once("/api/v1/orders", "customer", "order-dear", &order(r#","net":"99.00""#)).await;
        assert_eq!(dear.status, StatusCode::CONFLICT, "{}", dear.body);
        let mut placed = Vec::new();
        for _ in 0..2 {
            let sum = order(r#","net":"145.80""#);
            let answer = house.post_once("/api/v1/orders", "customer", "order-cart", &sum).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
            placed.push(answer.json()["id"].clone());
        }
        assert_eq!(placed[0], placed[1]);
        let empty = house.api(Method::GET, &address, "customer", "").await.json();
        assert_eq!(empty["lines"].as_array().map(Vec::len), Some(0));

        let gone = house.api(Method::DELETE, &line, "customer", "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "what is not in it is taken out as well");
        assert_eq!(house.api(Method::DELETE, &address, "stranger", "").await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.api(Method::DELETE, &address, "customer", "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(house.api(Method::GET, &address, "customer", "").await.status, StatusCode::CONFLICT);
    });
}

#[test]
fn a_cart_with_lines_is_deleted_only_when_that_is_said() {
    block(async {
        let house = House::full().await;
        let made = house.post_once("/api/v1/carts", "customer", "cart-full", r#"{"name":"Voll"}"#).await;
        let address = made.header("location").to_owned();
        let lines = format!(r#"[{{"part":"{FILTER}","quantity":"2"}}]"#);
        house.post_once(&format!("{address}/lines"), "customer", "fill-full", &lines).await;
        let kept = house.api(Method::DELETE, &address, "customer", "").await;
        assert_eq!(kept.status, StatusCode::CONFLICT, "{}", kept.body);
        let also = format!("{address}?also_lines=true");
        assert_eq!(house.api(Method::DELETE, &also, "customer", "").await.status, StatusCode::NO_CONTENT);
    });
}

#[test]
fn a_list_is_looked_at_row_by_row_before_anything_is_ordered() {
    block(async {
        let house = House::full().await;
        let typed = FILTER.replace(['-', '.'], " ").to_lowercase();
        let rows = format!(
            r#"[{{"number":"{typed}","quantity":"2"}},{{"number":"gibt es nicht"}},{{"number":"{FILTER}","quantity":"zwei"}}]"#
        );
        let looked = house.api(Method::POST, "/api/v1/quick-order", "customer", &rows).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        let looked = looked.json();
        let rows = looked["rows"].as_array().expect("rows");
        assert_eq!((&rows[0]["part"], &rows[0]["amount"]["amount"]), (&FILTER.into(), &"97.20".into()));
        assert_eq!(rows[0]["problems"].as_array().map(Vec::len), Some(0));
        assert!(rows[1]["part"].is_null() && rows[1]["problems"].as_array().map(Vec::len) == Some(1));
        // Not a number, and the part stands in the first row already.
        assert_eq!(rows[2]["problems"].as_array().map(Vec::len), Some(2), "{}", rows[2]);
    });
}

#[test]
fn a_warehouse_system_confirms_packs_ships_and_takes_back() {
    block(async {
        let house = House::full().await;
        let new = format!(r#"{{"delivery":"hof","lines":[{{"part":"{FILTER}","quantity":"3"}}]}}"#);
        let order = house.post_once("/api/v1/orders", "customer", "order-to-ship", &new).await;
        let address = order.header("location").to_owned();
        let step = async |name: &str, body: String| {
            house.api(Method::POST, &format!("{address}/{name}"), "depot", &body).await
        };
        let stale = step("confirm", r#"{"version":99}"#.into()).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
        let unsaid = r#"[{"position":1,"date":"2026-12-30","reason":""}]"#;
        let unsaid =
            step("confirm", format!(r#"{{"version":{},"moved":{unsaid}}}"#, version(&order.json()))).await;
        assert_eq!(fields(&unsaid), ["moved[0].reason"]);
        let confirmed = step("confirm", format!(r#"{{"version":{}}}"#, version(&order.json()))).await;
        assert_eq!((confirmed.status, &confirmed.json()["state"]), (StatusCode::OK, &"confirmed".into()));
        let packed = step("pick", format!(r#"{{"version":{}}}"#, version(&confirmed.json()))).await;
        assert_eq!(packed.json()["state"], "picked");
        let late = format!(r#"{{"version":{},"reason":"doch nicht"}}"#, version(&packed.json()));
        let late = house.api(Method::POST, &format!("{address}/cancel"), "customer", &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "what is packed is not cancelled");

        let parcel = format!(
            r#"{{"version":{},"carrier":"DPD","tracking":"0123","lines":[{{"position":1,"quantity":"2"}}]}}"#,
            version(&packed.json())
        );
        for _ in 0..2 {
            let sent = house.post_once(&format!("{address}/shipments"), "depot", "parcel-1", &parcel).await;
            assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
            assert_eq!(sent.json()["state"], "partly_shipped");
            assert_eq!(sent.json()["shipments"].as_array().map(Vec::len), Some(1), "one parcel");
        }
        let refund = r#"{"amount":"10.00"}"#;
        let refund = house.post_once(&format!("{address}/refunds"), "depot", "refund-1", refund).await;
        assert!(refund.status.is_client_error(), "nothing was paid: {}", refund.body);

        let id = order.json()["id"].as_str().unwrap_or_default().to_owned();
        let back =
            format!(r#"{{"order":"{id}","lines":[{{"position":1,"quantity":"2","reason":"not_needed"}}]}}"#);
        let back = house.post_once("/api/v1/returns", "customer", "return-1", &back).await;
        assert_eq!(back.status, StatusCode::CREATED, "{}", back.body);
        let address = back.header("location").to_owned();
        let seen = version(&back.json());
        let here = |condition: &str| {
            format!(
                r#"{{"version":{seen},"warehouse":"ulm","lines":[{{"position":1,"quantity":"1","condition":"{condition}"}}]}}"#
            )
        };
        let odd = house.api(Method::POST, &format!("{address}/receive"), "depot", &here("shiny")).await;
        assert_eq!(fields(&odd), ["lines[0].condition"]);
        let received =
            house.api(Method::POST, &format!("{address}/receive"), "depot", &here("sellable")).await;
        assert_eq!(received.json()["lines"][0]["received"], "1", "{}", received.body);
        let gone = format!(r#"{{"version":{}}}"#, version(&received.json()));
        let gone = house.api(Method::POST, &format!("{address}/withdraw"), "customer", &gone).await;
        assert_eq!(gone.status, StatusCode::CONFLICT, "what has arrived is not withdrawn");
        let verdict = format!(
            r#"{{"version":{},"lines":[{{"position":1,"accepted":true}}],"words":"Danke"}}"#,
            version(&received.json())
        );
        let decided = house.api(Method::POST, &format!("{address}/decide"), "depot", &verdict).await;
        let decided = decided.json();
        assert_eq!((&decided["state"], &decided["answer"]), (&"credited".into(), &"Danke".into()));
        assert!(decided["credit"]["number"].is_string(), "{decided}");
    });
}

#[test]
fn a_recurring_order_is_paused_once_by_a_program_that_may() {
    block(async {
        let house = House::full().await;
        let address = format!("/api/v1/recurring-orders/{}", house.recurring);
        let seen = house.api(Method::GET, &address, "customer", "").await.json();
        let body = |step: &str| format!(r#"{{"version":{},"step":"{step}"}}"#, version(&seen));
        let step = format!("{address}/step");
        let over = house.api(Method::POST, &step, "manager", &body("take_over")).await;
        assert_eq!(fields(&over), ["step"], "a program is nobody in whose name to order");
        for _ in 0..2 {
            let paused = house.api(Method::POST, &step, "manager", &body("pause")).await;
            assert_eq!(
                (paused.status, &paused.json()["state"]),
                (StatusCode::OK, &"paused".into()),
                "{}",
                paused.body
            );
        }
        let stale = house.api(Method::POST, &step, "manager", &body("end")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    });
}

#[test]
fn a_program_configures_a_machine_and_names_no_price() {
    block(async {
        let house = House::full().await;
        let new = r#"{"model":"rl-60","name":"Lader","groups":[{"group":"werkzeuge","options":[{"option":"gabel","amount":2}]}]}"#;
        let made = house.post_once("/api/v1/configurations", "customer", "configure-1", new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let address = made.header("location").to_owned();
        let again = house.post_once("/api/v1/configurations", "customer", "configure-1", new).await;
        assert_eq!(again.json()["id"], made.json()["id"], "the same key begins the same one");
        let priced = r#"{"model":"rl-60","net":"1.00"}"#;
        let forged = house.post_once("/api/v1/configurations", "customer", "configure-2", priced).await;
        assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", forged.body);
        let change = |version: i64, option: &str| {
            format!(
                r#"{{"version":{version},"groups":[{{"group":"fahrwerk","options":[{{"option":"{option}"}}]}}]}}"#
            )
        };
        let at = format!("{address}/change");
        let changed = house.api(Method::POST, &at, "customer", &change(1, "v40")).await;
        assert_eq!(
            (changed.status, &changed.json()["version"]),
            (StatusCode::OK, &2.into()),
            "{}",
            changed.body
        );
        let stale = house.api(Method::POST, &at, "customer", &change(1, "v20")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
        let unknown = house.api(Method::POST, &at, "customer", &change(2, "v99")).await;
        assert_eq!(fields(&unknown), ["picks.fahrwerk"]);
        let copy = house
            .post_once(&format!("{address}/copy"), "customer", "copy-of-1", r#"{"name":"Zweiter"}"#)
            .await;
        assert_eq!(copy.status, StatusCode::CREATED, "{}", copy.body);
        assert_eq!(copy.json()["net"], changed.json()["net"]);
        let away =
            house.api(Method::POST, &format!("{address}/archive"), "customer", r#"{"archived":true}"#).await;
        assert_eq!(away.json()["state"], "archived");
        let all = house.api(Method::GET, "/api/v1/configurations?archived=true", "customer", "").await.json();
        assert_eq!(all["configurations"].as_array().map(Vec::len), Some(1));
    });
}
