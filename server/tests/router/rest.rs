//! The REST interface.

use axum::body::Body;
use http::{Method, StatusCode, header};

use crate::house::{FILTER, House, block, cookie, request};

#[test]
fn without_a_good_key_there_is_nothing() {
    block(async {
        let house = House::full().await;
        for authorization in ["", "Bearer ", "Bearer kontor_wrong", "Basic YTpi", "kontor_x"] {
            let r = request(Method::GET, "/api/v1/parts").header(header::AUTHORIZATION, authorization);
            let answer = house.send(r.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{authorization}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
            assert_eq!(answer.json()["type"], "urn:kontor:problem:unauthenticated");
            assert_eq!(answer.json()["status"], 401);
        }
        // A browser's sign-in is worth nothing here.
        let r = request(Method::GET, "/api/v1/parts").header(header::COOKIE, cookie(&house.cookies["admin"]));
        let answer = house.send(r.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn parts_come_with_price_and_availability() {
    block(async {
        let house = House::full().await;
        let found = house.api(Method::GET, "/api/v1/parts?q=hydraulikfilter", "customer", "").await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        let found = found.json();
        assert_eq!(found["total"], 1);
        assert_eq!(found["parts"][0]["number"], FILTER);
        assert_eq!(found["parts"][0]["price"]["net"]["amount"], "48.60");
        let part = house
            .api(Method::GET, &format!("/api/v1/parts/{FILTER}?quantity=200"), "customer", "")
            .await
            .json();
        assert_eq!(part["availability"]["state"], "on_order", "{part}");
        let part = house.api(Method::GET, &format!("/api/v1/parts/{FILTER}"), "customer", "").await.json();
        assert_eq!(part["availability"]["state"], "in_stock", "{part}");
        assert_eq!(part["category"], "hydraulik/filter");
        let none = house.api(Method::GET, "/api/v1/parts/NONE", "customer", "").await;
        assert_eq!(
            (none.status, none.json()["type"].as_str()),
            (StatusCode::NOT_FOUND, Some("urn:kontor:problem:not_found"))
        );
        let wrong =
            house.api(Method::GET, &format!("/api/v1/parts/{FILTER}?quantity=few"), "customer", "").await;
        assert_eq!(
            (wrong.status, wrong.json()["errors"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("quantity"))
        );
        let wrong = house.api(Method::GET, "/api/v1/parts?colour=red", "customer", "").await;
        assert_eq!(
            (wrong.status, wrong.header("content-type")),
            (StatusCode::BAD_REQUEST, "application/problem+json")
        );
    });
}

#[test]
fn stock_and_prices_want_their_right_and_name_every_mistake() {
    block(async {
        let house = House::full().await;
        let level = |part: &str, warehouse: &str, on_hand: &str| {
            format!(
                r#"[{{"part":"{part}","warehouse":"{warehouse}","on_hand":"{on_hand}","incoming":[{{"date":"2026-12-01","quantity":"5"}}]}}]"#
            )
        };
        let put = house.api(Method::PUT, "/api/v1/stock", "erp", &level(FILTER, "ulm", "7")).await;
        assert_eq!((put.status, put.json()["written"].as_u64()), (StatusCode::OK, Some(1)), "{}", put.body);
        let forbidden = house.api(Method::PUT, "/api/v1/stock", "customer", &level(FILTER, "ulm", "7")).await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
        let wrong = house.api(Method::PUT, "/api/v1/stock", "erp", &level(FILTER, "mars", "-1")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<_> =
            wrong.json()["errors"].as_array().expect("a list").iter().map(|e| e["field"].clone()).collect();
        assert_eq!(fields, ["levels[0].warehouse", "levels[0].on_hand"]);
        let syntax = house.api(Method::PUT, "/api/v1/stock", "erp", "[{").await;
        assert_eq!(
            (syntax.status, syntax.header("content-type")),
            (StatusCode::BAD_REQUEST, "application/problem+json")
        );
        let price =
            format!(r#"[{{"list":"list","part":"{FILTER}","entries":[{{"kind":"list","net":"12.50"}}]}}]"#);
        assert_eq!(house.api(Method::PUT, "/api/v1/prices", "erp", &price).await.status, StatusCode::OK);
        assert_eq!(
            house.api(Method::PUT, "/api/v1/prices", "desk", &price).await.status,
            StatusCode::FORBIDDEN
        );
        let part = house.api(Method::GET, &format!("/api/v1/parts/{FILTER}"), "customer", "").await.json();
        assert_eq!(part["price"]["net"]["amount"], "12.50");
    });
}

#[test]
fn a_key_sees_the_orders_of_its_company_only() {
    block(async {
        let house = House::full().await;
        let order = house.order.clone().expect("an order");
        let own = house.api(Method::GET, "/api/v1/orders", "customer", "").await.json();
        assert_eq!(own["orders"].as_array().map(Vec::len), Some(1), "{own}");
        let other = house.api(Method::GET, "/api/v1/orders", "stranger", "").await.json();
        assert_eq!(other["orders"].as_array().map(Vec::len), Some(0), "{other}");
        let all = house.api(Method::GET, "/api/v1/orders?state=partly_shipped", "desk", "").await.json();
        assert_eq!(all["orders"][0]["id"], order.to_string());
        let path = format!("/api/v1/orders/{order}");
        assert_eq!(house.api(Method::GET, &path, "customer", "").await.json()["lines"][0]["part"], FILTER);
        assert_eq!(house.api(Method::GET, &path, "stranger", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.api(Method::GET, &path, "erp", "").await.status, StatusCode::FORBIDDEN);
        let wrong = house.api(Method::GET, "/api/v1/orders?state=lost", "desk", "").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn an_order_sent_twice_is_placed_once() {
    block(async {
        let house = House::full().await;
        let body = format!(
            r#"{{"delivery":"hof","po_number":"B-2","lines":[{{"part":"{FILTER}","quantity":"3"}}]}}"#
        );
        let send = async |once: &str, key: &str| {
            let r = request(Method::POST, "/api/v1/orders")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", once);
            house.send(r.body(Body::from(body.clone())).expect("a request")).await
        };
        let first = send("order-from-erp-1", "customer").await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
        assert_eq!(
            first.header("location"),
            format!("/api/v1/orders/{}", first.json()["id"].as_str().unwrap_or_default())
        );
        let second = send("order-from-erp-1", "customer").await;
        assert_eq!(second.json()["id"], first.json()["id"]);
        assert_eq!(send("order-from-erp-2", "stranger").await.status, StatusCode::FORBIDDEN);
        assert_eq!(send("short", "customer").await.json()["errors"][0]["field"], "Idempotency-Key");
        let none = house.api(Method::POST, "/api/v1/orders", "customer", &body).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = house.api(Method::GET, "/api/v1/orders", "customer", "").await.json();
        assert_eq!(list["orders"].as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn the_document_names_every_operation() {
    block(async {
        let house = House::empty(|_| {}).await;
        let document = house.get("/api/v1/openapi.json").await;
        assert_eq!(document.status, StatusCode::OK);
        let document = document.json();
        assert!(document["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
        assert!(document["components"]["securitySchemes"]["key"].is_object());
        assert!(document["paths"]["/api/v1/orders"]["post"].is_object());
        let wrong = house
            .send(request(Method::DELETE, "/api/v1/orders").body(Body::empty()).expect("a request"))
            .await;
        assert_eq!(
            (wrong.status, wrong.header("content-type")),
            (StatusCode::METHOD_NOT_ALLOWED, "application/problem+json")
        );
    });
}

#[test]
fn an_order_list_is_made_once_filled_anew_and_read_with_prices() {
    block(async {
        let house = House::full().await;
        let body =
            format!(r#"{{"name":"Service","lines":[{{"part":"{FILTER}","quantity":"2","note":"links"}}]}}"#);
        let send = async |key: &str| {
            let r = request(Method::POST, "/api/v1/lists")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
                .header("idempotency-key", key)
                .header(header::CONTENT_TYPE, "application/json");
            house.send(r.body(Body::from(body.clone())).expect("a request")).await
        };
        let made = send("list-from-erp-1").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let address = made.header("location").to_owned();
        let list = made.json();
        assert_eq!((list["kind"].as_str(), list["net"]["amount"].as_str()), (Some("company"), Some("97.20")));
        assert_eq!(send("list-from-erp-1").await.json()["id"], list["id"]);
        let all = house.api(Method::GET, "/api/v1/lists", "customer", "").await.json();
        let names: Vec<_> = all["lists"]
            .as_array()
            .expect("lists")
            .iter()
            .map(|l| l["name"].as_str().unwrap_or(""))
            .collect();
        assert_eq!(names, ["Service", "Wintercheck", "Service 500 h"]);
        // Every wrong line at once.
        let lines = format!(
            r#"[{{"part":"NIX","quantity":"1"}},{{"part":"{FILTER}","quantity":"0"}},{{"part":"{FILTER}","quantity":"1"}}]"#
        );
        let wrong = house.api(Method::PUT, &format!("{address}/lines"), "customer", &lines).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<_> = wrong.json()["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|e| e["field"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(fields, ["lines[0].part", "lines[1].quantity", "lines[2].part"]);
        let lines = format!(r#"[{{"part":"{FILTER}","quantity":"500"}}]"#);
        for _ in 0..2 {
            let put = house.api(Method::PUT, &format!("{address}/lines"), "customer", &lines).await;
            assert_eq!(
                (put.status, put.json()["written"].as_u64()),
                (StatusCode::OK, Some(1)),
                "{}",
                put.body
            );
        }
        let list = house.api(Method::GET, &address, "customer", "").await.json();
        assert_eq!(list["lines"][0]["quantity"], "500");
        assert_eq!(list["lines"][0]["availability"]["state"], "on_order", "{list}");
    });
}

#[test]
fn what_was_bought_is_listed_with_the_price_then_and_now() {
    block(async {
        let house = House::full().await;
        let found = house.api(Method::GET, "/api/v1/bought?q=4711", "customer", "").await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        let found = found.json();
        let part = &found["parts"][0];
        assert_eq!((part["part"].as_str(), part["times"].as_u64()), (Some(FILTER), Some(1)));
        assert_eq!(
            (&part["net"]["amount"], &part["price"]["net"]["amount"]),
            (&"48.60".into(), &"48.60".into())
        );
        assert!(
            house.api(Method::GET, "/api/v1/bought?q=pumpe", "customer", "").await.json()["parts"]
                .as_array()
                .is_some_and(Vec::is_empty)
        );
        assert!(
            house.api(Method::GET, "/api/v1/bought", "stranger", "").await.json()["parts"]
                .as_array()
                .is_some_and(Vec::is_empty)
        );
    });
}
