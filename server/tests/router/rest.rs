//! The REST interface.

use axum::body::Body;
use http::{Method, StatusCode, header};

use kontor_domain::orders::{ConfirmOrder, MovedLine};
use kontor_service::orders;

use crate::house::{FILTER, House, block, cookie, request, system};

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
fn a_price_is_explained_to_who_keeps_the_customers() {
    block(async {
        let house = House::full().await;
        let ask = async |query: &str| {
            house.api(Method::GET, &format!("/api/v1/price-explanation?{query}"), "desk", "").await
        };
        let told = ask(&format!("customer=bauer&part={FILTER}&percent=50")).await.json();
        assert_eq!(told["now"]["price"]["net"]["amount"], "48.60", "{told}");
        assert_eq!(told["now"]["candidates"][0]["fate"], "wins");
        assert_eq!(told["now"]["candidates"][0]["kind"], "list");
        assert_eq!(told["tried"]["price"]["net"]["amount"], "24.30", "half of the list price");
        for (query, field) in [
            (format!("customer=nobody&part={FILTER}"), "customer"),
            ("customer=bauer&part=".into(), "part"),
            (format!("part={FILTER}&quantity=-1"), "quantity"),
            (format!("part={FILTER}&day=soon"), "day"),
            (format!("part={FILTER}&percent=101"), "percent"),
        ] {
            let wrong = ask(&query).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert_eq!(wrong.json()["errors"][0]["field"], field, "{query}");
        }
    });
}

#[test]
fn metal_notations_are_reported_by_the_dealers_systems() {
    block(async {
        let house = House::full().await;
        let put = async |body: &str| house.api(Method::PUT, "/api/v1/metal-notations", "erp", body).await;
        let one = r#"[{"metal":"copper","day":"2026-11-23","rate":"912.34"}]"#;
        assert_eq!(put(one).await.json()["written"], 1);
        assert_eq!(put(&one.replace("912.34", "915")).await.json()["written"], 1);
        let listed = house.api(Method::GET, "/api/v1/metal-notations", "erp", "").await.json();
        assert_eq!(listed, serde_json::json!([{"metal":"copper","day":"2026-11-23","rate":"915"}]));
        for (body, field) in [
            (one.replace("copper", "lead"), "notations[0].metal"),
            (one.replace("912.34", "-1"), "notations[0].rate"),
            (one.replace("2026", "2027"), "notations[0].day"),
        ] {
            let wrong = put(&body).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(wrong.json()["errors"][0]["field"], field);
        }
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
        let send = async |once: &str, key: &str| house.post_once("/api/v1/orders", key, once, &body).await;
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
fn a_program_reads_that_a_line_comes_later_and_chooses_once() {
    block(async {
        let house = House::full().await;
        let order = house.order.clone().expect("an order");
        let path = format!("/api/v1/orders/{order}");
        let before = house.api(Method::GET, &path, "customer", "").await.json();
        let version = before["version"].as_i64().expect("a version");
        let date = kontor_domain::Date::constant(2026, 12, 31);
        let moved = vec![MovedLine { position: 1, date, reason: "Werk".into() }];
        let confirm = ConfirmOrder { order: order.clone(), version, moved };
        orders::confirm_order(&house.kontor, &system(), &confirm).await.expect("moved");
        let list = house.api(Method::GET, "/api/v1/orders?choice=asked", "customer", "").await.json();
        assert_eq!(
            (&list["orders"][0]["id"], &list["orders"][0]["choice"]),
            (&order.to_string().into(), &"asked".into())
        );
        let late = house.api(Method::GET, &path, "customer", "").await.json();
        assert_eq!(late["lines"][0]["slip"]["to"], "2026-12-31");
        assert_eq!(late["dates"].as_array().and_then(|d| d.last()).expect("a date")["reason"], "Werk");
        let send = async |what: &str, once: &str, key: &str, body: String| {
            house.post_once(&format!("{path}/lines/{what}"), key, once, &body).await
        };
        let version = late["version"].as_i64().expect("a version");
        let wait = format!(r#"{{"version":{version},"choice":"wait"}}"#);
        let odd = send("1/choice", "choice-odd", "customer", wait.replace("wait", "burn")).await;
        assert_eq!(
            (odd.status, &odd.json()["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"choice".into())
        );
        assert_eq!(
            send("one/choice", "choice-none", "customer", wait.clone()).await.status,
            StatusCode::NOT_FOUND
        );
        for _ in 0..2 {
            let chosen = send("1/choice", "choice-wait", "customer", wait.clone()).await;
            assert_eq!(
                (chosen.status, &chosen.json()["lines"][0]["slip"]["choice"]),
                (StatusCode::OK, &"wait".into())
            );
            assert_eq!(chosen.json()["version"], version + 1);
        }
        assert_eq!(send("1/choice", "choice-late", "customer", wait).await.status, StatusCode::CONFLICT);
        let cancel = format!(r#"{{"version":{}}}"#, version + 1);
        let sent = send("1/cancel", "cancel-sent", "customer", cancel).await;
        assert_eq!(sent.status, StatusCode::CONFLICT, "some of it has left: {}", sent.body);
        let kept = house.api(Method::GET, "/api/v1/promises?days=30", "customer", "").await.json();
        assert_eq!((&kept["count"]["kept"], kept["count"]["rate"].is_null()), (&0.into(), true));
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

/// The document keeps shapes by their name: of two with the same one it would describe one, for both.
#[test]
fn no_two_shapes_of_the_interface_share_a_name() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
    let mut names = std::collections::BTreeMap::<String, Vec<String>>::new();
    let (mut folders, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
            let list = if entry.path().is_dir() { &mut folders } else { &mut files };
            list.push(entry.path());
        }
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file");
        for line in text.lines() {
            let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            let Some(rest) = rest else { continue };
            let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            names.entry(name).or_default().push(file.display().to_string());
        }
    }
    assert!(names.len() > 80, "they are found: {}", names.len());
    names.retain(|_, files| files.len() > 1);
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn the_rules_of_the_company_bind_its_keys_and_only_a_person_approves() {
    block(async {
        let house = House::full().await;
        let rules = house.api(Method::GET, "/api/v1/company/rules", "poor", "").await;
        assert_eq!(rules.status, StatusCode::OK, "{}", rules.body);
        let rules = rules.json();
        assert_eq!(rules["rules"]["version"], 0);
        let people = rules["people"].as_array().expect("people");
        let approver = people.iter().find(|p| p["name"] == "approver").expect("an approver");
        assert_eq!(approver["may_approve"], true);
        let body = serde_json::json!({
            "version": 0,
            "units": [{"id": "kanal", "name": "Kanal", "budget": {"period": "month", "amount": "150.00", "over": "block"}}],
            "chain": [[approver["id"]]],
            "programs": {"unit": "kanal", "limit": "50.00"},
            "others": {"unit": "kanal"},
        })
        .to_string();
        let saved = house.api(Method::PUT, "/api/v1/company/rules", "poor", &body).await;
        assert_eq!((saved.status, saved.json()["rules"]["version"].as_i64()), (StatusCode::OK, Some(1)));
        let stale = house.api(Method::PUT, "/api/v1/company/rules", "poor", &body).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let wrong = r#"{"version":1,"units":[{"name":""}],"members":[{"person":"nobody","limit":"-1"}]}"#;
        let wrong = house.api(Method::PUT, "/api/v1/company/rules", "poor", wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<_> =
            wrong.json()["errors"].as_array().expect("a list").iter().map(|e| e["field"].clone()).collect();
        assert_eq!(fields, ["units[0].name", "members[0].person", "members[0].limit"]);

        let send = async |once: &str, quantity: u32| {
            let body = format!(r#"{{"lines":[{{"part":"{FILTER}","quantity":"{quantity}"}}]}}"#);
            let r = request(Method::POST, "/api/v1/orders")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", once);
            house.send(r.body(Body::from(body)).expect("a request")).await
        };
        assert_eq!(send("within-the-limit", 1).await.json()["state"], "placed");
        let order = send("above-the-limit", 2).await;
        assert_eq!(order.status, StatusCode::CREATED, "{}", order.body);
        let order = order.json();
        assert_eq!(order["state"], "awaiting_approval");
        assert_eq!(order["approval"]["steps"][0]["state"], "waiting");
        let blocked = send("above-the-budget", 1).await;
        assert_eq!(
            (blocked.status, blocked.json()["errors"][0]["code"].as_str()),
            (StatusCode::CONFLICT, Some("over_budget")),
            "what waits is counted: {}",
            blocked.body
        );
        let waiting = house.api(Method::GET, "/api/v1/orders?state=awaiting_approval", "customer", "").await;
        assert_eq!(waiting.json()["orders"][0]["id"], order["id"]);

        let id = order["id"].as_str().expect("an id");
        let approve = async |person: &str| {
            let r = request(Method::POST, "/fn/orders/approve_order")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, cookie(&house.cookies[person]));
            let body = format!("order={id}&version={}", order["version"]);
            house.send(r.body(Body::from(body)).expect("a request")).await.status
        };
        assert_eq!(approve("buyer").await, StatusCode::FORBIDDEN);
        assert_eq!(approve("company_admin").await, StatusCode::FORBIDDEN, "has the right, but is not asked");
        assert_eq!(approve("stranger").await, StatusCode::NOT_FOUND);
        assert_eq!(approve("support").await, StatusCode::FORBIDDEN);
        let path = format!("/api/v1/orders/{id}");
        assert_eq!(house.api(Method::GET, &path, "customer", "").await.json()["state"], "awaiting_approval");
        assert_eq!(approve("approver").await, StatusCode::OK);
        let after = house.api(Method::GET, &path, "customer", "").await.json();
        assert_eq!(
            (after["state"].as_str(), after["approval"]["steps"][0]["by"].as_str()),
            (Some("placed"), Some("approver"))
        );
    });
}

#[test]
fn the_form_of_the_rules_is_read_with_its_chains() {
    block(async {
        let house = House::full().await;
        let rules = house.api(Method::GET, "/api/v1/company/rules", "poor", "").await.json();
        let people = rules["people"].as_array().expect("people");
        let id = |name: &str| {
            people
                .iter()
                .find(|p| p["name"] == name)
                .and_then(|p| p["id"].as_str())
                .expect("a person")
                .to_owned()
        };
        let (approver, admin) = (id("approver"), id("company_admin"));
        let form = [
            ("form[section]", "units"),
            ("form[company]", ""),
            ("form[version]", "0"),
            ("form[units][0][id]", ""),
            ("form[units][0][name]", "Kanal"),
            ("form[units][0][amount]", "5.000,00"),
            ("form[units][0][period]", "quarter"),
            ("form[units][0][over]", "block"),
            (&format!("form[unit_stages][u0-{approver}]"), "1"),
            (&format!("form[unit_stages][u0-{admin}]"), "2"),
            (&format!("form[stages][p-{admin}]"), "1"),
        ]
        .map(|(name, value)| format!("{}={value}", name.replace('[', "%5B").replace(']', "%5D")))
        .join("&");
        let r = request(Method::POST, "/fn/accounts/save_rules")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(&house.cookies["company_admin"]));
        let saved = house.send(r.body(Body::from(form)).expect("a request")).await;
        assert!(saved.status.is_success(), "{} {}", saved.status, saved.body);
        let rules = house.api(Method::GET, "/api/v1/company/rules", "poor", "").await.json();
        let unit = &rules["rules"]["units"][0];
        assert_eq!(unit["chain"], serde_json::json!([[approver], [admin]]));
        assert_eq!(
            (unit["budget"]["amount"].as_str(), unit["budget"]["over"].as_str()),
            (Some("5000.00"), Some("block"))
        );
        assert_eq!(rules["rules"]["chain"], serde_json::json!([[admin]]));
    });
}

#[test]
fn a_forged_checkout_form_does_not_pass_the_rules() {
    block(async {
        let house = House::full().await;
        let rules = r#"{"version":0,"po_number_required":true,"others":{"limit":"0"},
            "units":[{"id":"a","name":"A"},{"id":"b","name":"B"}],"chain":[]}"#;
        let saved = house.api(Method::PUT, "/api/v1/company/rules", "poor", rules).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        let send = async |path: &str, body: &str| {
            let r = request(Method::POST, path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, cookie(&house.cookies["buyer"]));
            house.send(r.body(Body::from(body.to_owned())).expect("a request")).await
        };
        let added = send("/fn/carts/add_line", &format!("part={FILTER}&quantity=1")).await;
        assert!(added.status.is_success(), "{}", added.body);
        let form = "form%5Bkey%5D=k1&form%5Bdelivery%5D=hof&form%5Bbilling%5D=hof&form%5Bbusiness%5D=yes";
        let refused = send("/fn/orders/place_order", &format!("{form}&form%5Bunit%5D=nowhere")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("po_number") && refused.body.contains("unit"), "{}", refused.body);
        // Everything named, and nobody to approve: not placed either.
        let refused =
            send("/fn/orders/place_order", &format!("{form}&form%5Bunit%5D=a&form%5Bpo_number%5D=1")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        let own = house.api(Method::GET, "/api/v1/orders", "customer", "").await.json();
        assert_eq!(own["orders"].as_array().map(Vec::len), Some(1), "only the one from before");
    });
}

#[test]
fn an_order_list_is_made_once_filled_anew_and_read_with_prices() {
    block(async {
        let house = House::full().await;
        let body =
            format!(r#"{{"name":"Service","lines":[{{"part":"{FILTER}","quantity":"2","note":"links"}}]}}"#);
        let send = async |key: &str| house.post_once("/api/v1/lists", "customer", key, &body).await;
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

#[test]
fn a_program_asks_how_it_can_be_delivered_and_orders_it_so() {
    block(async {
        let house = House::full().await;
        let line = format!(r#""lines":[{{"part":"{FILTER}","quantity":"2"}}]"#);
        let question = format!("{{{line}}}");
        let ask = || house.api(Method::POST, "/api/v1/delivery-options", "customer", &question);
        // Without tariffs nothing is charged, and there is one way.
        let free = ask().await.json();
        assert_eq!(free["options"][0]["service"], "", "{free}");
        let place = |text: &str| kontor_domain::delivery::Place::parse(text).expect("a place");
        let de = "de".to_owned();
        let tariffs = kontor_domain::delivery::Tariffs {
            zones: vec![kontor_domain::delivery::Zone {
                id: de.clone(),
                name: kontor_domain::Localized::new("Deutschland", "Germany"),
                places: vec![place("DE")],
            }],
            services: vec![kontor_domain::delivery::Service {
                id: "paket".into(),
                name: kontor_domain::Localized::new("Paket", "Parcel"),
                days: [(de.clone(), 2)].into(),
                bands: vec![kontor_domain::delivery::Band {
                    up_to_kg: 5.into(),
                    prices: [(de, kontor_domain::Money::cents(690))].into(),
                }],
                ..Default::default()
            }],
            ..Default::default()
        };
        kontor_service::delivery::put_tariffs(&house.kontor, &system(), &tariffs).await.expect("kept");
        let answer = ask().await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let found = answer.json();
        assert_eq!((found["usual"].as_str(), found["kg"].as_str()), (Some("paket"), Some("2")), "{found}");
        assert_eq!(found["options"][0]["price"]["amount"], "6.90");
        assert_eq!(found["estimated"], 1);
        let order = |more: &str| format!(r#"{{"completeness":"complete",{line}{more}}}"#);
        let place = async |once: &str, body: String| {
            let r = request(Method::POST, "/api/v1/orders")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", once);
            house.send(r.body(Body::from(body)).expect("a request")).await
        };
        let gone = place("delivery-1", order(r#","service":"drone""#)).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", gone.body);
        assert_eq!(gone.json()["errors"][0]["field"], "service");
        let wrong = place("delivery-2", order("").replace("complete\"", "whole\"")).await;
        assert_eq!(wrong.json()["errors"][0]["field"], "completeness", "{}", wrong.body);
        let placed = place("delivery-3", order(r#","service":"paket""#)).await;
        assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.body);
        let placed = placed.json();
        assert_eq!(placed["freight"]["net"]["amount"], "6.90", "{placed}");
        assert_eq!(placed["completeness"], "complete");
        assert_eq!(placed["net"]["amount"], "104.10");
    });
}
