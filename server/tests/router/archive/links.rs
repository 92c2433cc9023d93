//! Links for people outside.

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, StatusCode, header};
use jiff::SignedDuration;

use super::{Got, brought, pdf, seen, sent};
use crate::house::{House, block, request};

/// The path of a new link.
async fn shared(house: &House, id: &str, once: &str, opens: u32) -> String {
    let body = format!(r#"{{"days":3,"opens":{opens}}}"#);
    let path = format!("/api/v1/documents/{id}/shares");
    let made = house.post_once(&path, "customer", once, &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let address = made.json()["address"].as_str().expect("an address").to_owned();
    let (_, secret) = address.rsplit_once("/share/").expect("a link");
    format!("/share/{secret}")
}

/// From somewhere outside: another site led there, and there is no cookie.
async fn outside(house: &House, method: Method, path: &str, language: &str) -> Got {
    let mut asked = request(method, path).header(header::ACCEPT_LANGUAGE, language);
    let headers = asked.headers_mut().expect("headers");
    headers.insert("sec-fetch-site", header::HeaderValue::from_static("cross-site"));
    let asked = asked.extension(ConnectInfo(std::net::SocketAddr::from(([198, 51, 100, 7], 40_000))));
    sent(house, asked.body(Body::empty()).expect("a request")).await
}

fn text(got: &Got) -> String {
    String::from_utf8(got.body.clone()).expect("text")
}

#[test]
fn looking_at_a_link_does_not_use_it_up_and_the_button_does() {
    block(async {
        let house = House::full().await;
        let id = brought(&house, "buyer", "shared-document", "A&B <Übergabe>.pdf", &pdf("a")).await;
        let link = shared(&house, &id, "first-link", 2).await;
        for (method, language, words) in
            [(Method::GET, "de", "Herunterladen"), (Method::GET, "en", "Download"), (Method::HEAD, "de", "")]
        {
            let page = outside(&house, method, &link, language).await;
            assert_eq!(
                (page.status, page.header("content-type")),
                (StatusCode::OK, "text/html; charset=utf-8")
            );
            assert!(text(&page).contains(words));
            assert_eq!(page.header("referrer-policy"), "no-referrer");
            assert_eq!(page.header("cache-control"), "private, no-store");
            assert!(page.header("x-robots-tag").starts_with("noindex"));
            assert!(page.header("content-security-policy").contains("form-action 'self'"));
        }
        let page = text(&outside(&house, Method::GET, &link, "de").await);
        for part in [
            "A&amp;B Übergabe.pdf",
            "1\u{a0}kB",
            "27.11.2026, 09:00 Uhr",
            "method=\"post\"",
            "/pkg/kontor.css",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("<script") && !page.contains("bauer"));
        assert_eq!(seen(&house, &id).await.shares[0].left, 2);
        for left in [1, 0] {
            let got = outside(&house, Method::POST, &link, "de").await;
            assert_eq!((got.status, got.body.clone()), (StatusCode::OK, pdf("a")));
            assert!(got.header("content-disposition").starts_with("attachment;"));
            assert_eq!(got.header("referrer-policy"), "no-referrer");
            assert!(got.header("cache-control").contains("no-store"));
            let shares = seen(&house, &id).await.shares;
            assert_eq!(shares.first().map_or(0, |share| share.left), left);
        }
    });
}

#[test]
fn a_link_that_is_over_or_used_up_looks_like_one_that_never_was() {
    block(async {
        let house = House::full().await;
        let used = shared(&house, &house.document, "used-link", 1).await;
        assert_eq!(outside(&house, Method::POST, &used, "de").await.status, StatusCode::OK);
        let over = shared(&house, &house.document, "late-link", 9).await;
        house.kontor.clock.advance(SignedDuration::from_hours(73));
        let made_up = "/share/Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA";
        for method in [Method::GET, Method::POST] {
            let never = outside(&house, method.clone(), made_up, "de").await;
            assert_eq!(never.status, StatusCode::NOT_FOUND);
            assert!(text(&never).contains("Diesen Link gibt es nicht"));
            for link in [&used, &over, "/share/x", "/share/..%2F..%2Fetc"] {
                let gone = outside(&house, method.clone(), link, "de").await;
                assert_eq!((gone.status, text(&gone)), (never.status, text(&never)), "{link}");
                for name in ["content-type", "cache-control", "content-security-policy", "content-length"] {
                    assert_eq!(gone.header(name), never.header(name), "{link} {name}");
                }
            }
        }
    });
}

#[test]
fn who_tries_many_links_waits_as_who_tries_many_passwords() {
    block(async {
        let house = House::full().await;
        let good = shared(&house, &house.document, "good-link", 1).await;
        for n in 0..50 {
            let guess = format!("/share/{n:043}");
            assert_eq!(outside(&house, Method::GET, &guess, "de").await.status, StatusCode::NOT_FOUND);
        }
        for method in [Method::GET, Method::POST] {
            let late = outside(&house, method, &good, "de").await;
            assert_eq!((late.status, late.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "900"));
        }
        house.kontor.clock.advance(SignedDuration::from_mins(16));
        assert_eq!(outside(&house, Method::POST, &good, "de").await.status, StatusCode::OK);
    });
}
