//! The forms with lists, as a browser without scripts sends them.

use axum::body::Body;
use http::{Method, StatusCode, header};

use crate::house::{Answer, FILTER, House, block, cookie, request};

/// A form with these fields; a name with `@` is a file.
fn form(fields: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        let about = match name.strip_prefix('@') {
            Some(name) => format!("name=\"{name}\"; filename=\"liste.csv\""),
            None => format!("name=\"{name}\""),
        };
        format!("--x\r\nContent-Disposition: form-data; {about}\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--x--\r\n"
}

async fn send(house: &House, person: &str, path: &str, body: String) -> Answer {
    let request = request(Method::POST, path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(Body::from(body)).expect("a request")).await
}

#[test]
fn a_list_comes_back_with_its_rows_and_goes_into_the_cart_once() {
    block(async {
        let house = House::full().await;
        let list = [("key", "listen-1"), ("text", "hy 4711 20f;2\nHY-4711.02-F;1"), ("do", "check")];
        let page = send(&house, "buyer", "/quick-order", form(&list)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains(r#"value="hy 4711 20f""#) && page.body.contains("97,20"), "{}", page.body);
        assert!(page.body.contains("Diese Teilenummer kennen wir nicht.") && page.body.contains("take:2:"));
        // The repair travels in the form, and so do the rows.
        let rows = [
            ("key", "listen-1"),
            ("line", "1"),
            ("number", "hy 4711 20f"),
            ("quantity", "2"),
            ("line", "2"),
            ("number", "HY-4711.02-F"),
            ("quantity", "1"),
        ];
        let taken = [&rows[..], &[("do", "take:2:HY-4711.20-F")]].concat();
        let page = send(&house, "buyer", "/quick-order", form(&taken)).await;
        assert!(
            page.body.contains("Steht schon in Zeile 1.") && page.body.contains("merge:2"),
            "{}",
            page.body
        );
        // Not everything is in order: the button does nothing.
        let page = send(&house, "buyer", "/quick-order", form(&[&rows[..], &[("do", "add")]].concat())).await;
        assert!(!page.body.contains("Warenkorb."), "{}", page.body);
        for _ in 0..2 {
            let page =
                send(&house, "buyer", "/quick-order", form(&[&rows[..], &[("do", "add_clean")]].concat()))
                    .await;
            assert!(page.body.contains("1 Zeile liegt im Warenkorb."), "{}", page.body);
            assert!(page.body.contains("HY-4711.02-F") && !page.body.contains("hy 4711 20f"));
        }
        let cart = |who: &'static str| {
            let r = request(Method::GET, "/cart").header(header::COOKIE, cookie(&house.cookies[who]));
            house.send(r.body(Body::empty()).expect("a request"))
        };
        let page = cart("buyer").await;
        assert!(page.body.contains(FILTER) && page.body.contains("97,20"), "{}", page.body);
        let undo = request(Method::POST, "/fn/carts/undo_fill")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(&house.cookies["buyer"]));
        let answer = house.send(undo.body(Body::from("key=listen-1&from=quick")).expect("a request")).await;
        assert_eq!(answer.header("location"), "/quick-order?undone=1", "{} {}", answer.status, answer.body);
        assert!(!cart("buyer").await.body.contains("97,20"));
    });
}

#[test]
fn what_cannot_be_read_keeps_what_was_there() {
    block(async {
        let house = House::full().await;
        let rows = [("line", "1"), ("number", FILTER), ("quantity", "2")];
        let file = [&rows[..], &[("@file", "PK\u{3}\u{4}nothing")]].concat();
        let page = send(&house, "buyer", "/quick-order", form(&file)).await;
        assert!(page.body.contains("Bitte als CSV oder XLSX speichern"), "{}", page.body);
        assert!(page.body.contains(&format!(r#"value="{FILTER}""#)));
        let csv = [("@file", "Menge;Teilenummer\n3;HY-4711.20-F\n")];
        let page = send(&house, "buyer", "/quick-order", form(&csv)).await;
        assert!(
            page.body.contains("145,80") && page.body.contains("als Überschrift gelesen"),
            "{}",
            page.body
        );
        let many = form(&[("text", &"A-1\n".repeat(3_000))]);
        let page = send(&house, "buyer", "/quick-order", many).await;
        assert!(page.body.contains("Höchstens 2.000 Zeilen"), "{}", page.body);
        let huge = form(&[("@file", &"A-1;1\n".repeat(1_500_000))]);
        let page = send(&house, "buyer", "/quick-order", huge).await;
        assert!(
            page.status == StatusCode::PAYLOAD_TOO_LARGE || page.body.contains("zu groß"),
            "{}",
            page.status
        );
    });
}

#[test]
fn own_numbers_are_brought_by_the_administrator_and_mistakes_are_all_named() {
    block(async {
        let house = House::full().await;
        let wrong = form(&[("text", "B-1;HY-4711.20-F\nB-2;NIX\nB-1;HY-4711.20-F")]);
        let page = send(&house, "company_admin", "/account/numbers", wrong).await;
        assert!(page.body.contains("Nichts wurde übernommen"), "{}", page.body);
        assert!(
            page.body.contains("Diese Teilenummer kennen wir nicht.")
                && page.body.contains("Kommt schon vor.")
        );
        assert!(page.body.contains("B-2;NIX"), "what was typed is kept");
        let right = form(&[("text", "Eigene Nummer;Teilenummer\nB-1;hy471120f")]);
        let page = send(&house, "company_admin", "/account/numbers", right).await;
        assert!(page.body.contains("1 gesetzt, 0 entfernt."), "{}", page.body);
        let list = form(&[("text", "b1;2")]);
        assert!(send(&house, "buyer", "/quick-order", list.clone()).await.body.contains("97,20"));
        assert!(!send(&house, "stranger", "/quick-order", list).await.body.contains("97,20"));
        let buyer = send(&house, "buyer", "/account/numbers", form(&[("text", "B-9;HY-4711.20-F")])).await;
        assert!(!buyer.body.contains("1 gesetzt"), "{}", buyer.body);
        let body = r#"[{"number":"B-7","part":"HY-4711.20-F"},{"number":"B-1"}]"#;
        let put = house.api(Method::PUT, "/api/v1/own-numbers", "poor", body).await;
        assert_eq!(
            (put.status, put.json()["set"].as_u64(), put.json()["removed"].as_u64()),
            (StatusCode::OK, Some(1), Some(1))
        );
    });
}

#[test]
fn who_may_not_order_brings_no_list() {
    block(async {
        let house = House::full().await;
        for (person, status) in [("approver", StatusCode::FORBIDDEN), ("support", StatusCode::FORBIDDEN)] {
            let page = send(&house, person, "/quick-order", form(&[("text", "HY-4711.20-F")])).await;
            assert_eq!(page.status, status, "{person}");
        }
        let nobody = request(Method::POST, "/quick-order")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = house.send(nobody.body(Body::from(form(&[("text", "A-1")]))).expect("a request")).await;
        assert!(answer.header("location").starts_with("/sign-in"), "{}", answer.status);
        let foreign = request(Method::POST, "/quick-order")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let mut foreign = foreign.body(Body::from(form(&[("do", "add")]))).expect("a request");
        foreign.headers_mut().insert("sec-fetch-site", http::HeaderValue::from_static("cross-site"));
        assert_eq!(house.send(foreign).await.status, StatusCode::FORBIDDEN);
    });
}
