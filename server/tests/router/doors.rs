//! Guard, headers, limits, files, statuses: what holds for every door.

use axum::body::Body;
use http::{Method, Request, StatusCode, header};

use crate::house::{House, block, request};

fn post(path: &str) -> http::request::Builder {
    Request::builder().method(Method::POST).uri(path).header(header::HOST, "teile.example")
}

#[test]
fn what_another_site_sends_is_refused() {
    block(async {
        let house = House::empty(|_| {}).await;
        let form = |r: http::request::Builder| {
            r.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("a=b"))
                .expect("a request")
        };
        for path in ["/fn/accounts/sign_out", "/desk/imports", "/", "/nowhere"] {
            let foreign = house.send(form(post(path).header("sec-fetch-site", "cross-site"))).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path}");
            let foreign = house.send(form(post(path).header(header::ORIGIN, "https://evil.example"))).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path}");
            let silent = house.send(form(post(path))).await;
            assert_eq!(silent.status, StatusCode::FORBIDDEN, "{path}");
            let own = house.send(form(post(path).header("sec-fetch-site", "same-origin"))).await;
            assert_ne!(own.status, StatusCode::FORBIDDEN, "{path}");
        }
        let socket =
            Request::get("/").header(header::UPGRADE, "websocket").header("sec-fetch-site", "cross-site");
        let refused = house.send(socket.body(Body::empty()).expect("a request")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        // A link from another site is welcome, and the interface knows no cookies.
        let link = Request::get("/").header("sec-fetch-site", "cross-site");
        assert_eq!(house.send(link.body(Body::empty()).expect("a request")).await.status, StatusCode::OK);
        let api = house.send(form(post("/api/v1/orders").header("sec-fetch-site", "cross-site"))).await;
        assert_eq!(api.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn every_answer_carries_the_headers_of_safety() {
    block(async {
        let house = House::empty(|_| {}).await;
        std::fs::write(house.config.media().join("a.svg"), "<svg/>").expect("a file");
        for path in [
            "/",
            "/nowhere",
            "/sign-in",
            "/livez",
            "/pkg/kontor.css",
            "/pkg/missing.js",
            "/favicon.svg",
            "/media/a.svg",
            "/media/none.png",
            "/api/v1/openapi.json",
            "/api/v1/parts",
            "/api/nowhere",
        ] {
            let answer = house.get(path).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
            assert!(answer.header("x-request-id").len() >= 8, "{path}");
            let policy = answer.header("content-security-policy");
            if answer.header("content-type").starts_with("text/html") {
                assert!(
                    policy.contains("'nonce-") && policy.contains("'strict-dynamic'"),
                    "{path}: {policy}"
                );
                assert!(
                    policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
                    "{path}"
                );
                assert!(
                    !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                    "{path}: {policy}"
                );
                let nonce =
                    policy.split("'nonce-").nth(1).and_then(|p| p.split('\'').next()).expect("a nonce");
                for script in answer.body.split("<script").skip(1) {
                    let tag = script.split('>').next().unwrap_or_default();
                    assert!(tag.contains(nonce), "{path}: a script without the nonce: {tag}");
                }
                assert_eq!(answer.header("cache-control"), "private, no-cache", "{path}");
            } else {
                assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
            }
        }
    });
}

#[test]
fn two_pages_have_two_nonces() {
    block(async {
        let house = House::empty(|_| {}).await;
        let (one, two) = (house.get("/").await, house.get("/").await);
        assert_ne!(one.header("content-security-policy"), two.header("content-security-policy"));
    });
}

#[test]
fn files_are_kept_as_long_as_their_names_allow() {
    block(async {
        let house = House::empty(|_| {}).await;
        let hashed = house.get("/pkg/kontor.y3n0kZ5sW0q2mE1tXbUv8g.js").await;
        assert_eq!(hashed.status, StatusCode::OK);
        assert_eq!(hashed.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(hashed.header("content-type").contains("javascript"), "{}", hashed.header("content-type"));
        let plain = house.get("/pkg/kontor.css").await;
        assert_eq!(plain.header("cache-control"), "public, no-cache");
        assert_eq!(plain.header("content-type"), "text/css");
        assert_eq!(house.get("/favicon.svg").await.header("content-type"), "image/svg+xml");
        let request = request(Method::GET, "/pkg/kontor.y3n0kZ5sW0q2mE1tXbUv8g.js")
            .header(header::ACCEPT_ENCODING, "br");
        let small = house.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((small.header("content-encoding"), small.body.as_str()), ("br", "compressed"));
    });
}

#[test]
fn pictures_are_shown_and_nothing_else_of_the_data_folder() {
    block(async {
        let house = House::empty(|_| {}).await;
        let media = house.config.media();
        for name in ["a.svg", "b.html", "c.js"] {
            std::fs::write(media.join(name), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
        }
        let drawing = house.get("/media/a.svg").await;
        assert_eq!((drawing.status, drawing.header("content-type")), (StatusCode::OK, "image/svg+xml"));
        assert!(drawing.header("content-security-policy").starts_with("sandbox;"));
        for path in [
            "/media/b.html",
            "/media/c.js",
            "/media/",
            "/media/../store/x.svg",
            "/media/%2e%2e/store.lock",
            "/media/..%2fstore%2fx.svg",
            "/media/none.svg",
        ] {
            assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn what_does_not_exist_is_404() {
    block(async {
        let house = House::empty(|_| {}).await;
        for path in [
            "/nowhere",
            "/part/NONE",
            "/nowhere.svg",
            "/pkg/nothing.js",
            "/api/v2/parts",
            "/api",
            "/fn/nothing",
        ] {
            let answer = house.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        let page = house.get("/nowhere").await;
        assert!(page.header("content-type").starts_with("text/html") && page.body.contains("</html>"));
    });
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    block(async {
        let house = House::empty(|c| c.http.body_limit_bytes = 2_048).await;
        for (path, kind) in [
            ("/fn/accounts/sign_in", "application/x-www-form-urlencoded"),
            ("/api/v1/stock", "application/json"),
        ] {
            let method = if path.starts_with("/api") { Method::PUT } else { Method::POST };
            let request = request(method, path)
                .header(header::CONTENT_TYPE, kind)
                .header(header::CONTENT_LENGTH, 5_000)
                .body(Body::from("x".repeat(5_000)));
            let answer = house.send(request.expect("a request")).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
    });
}

#[test]
fn one_address_cannot_take_the_whole_machine() {
    block(async {
        let house = House::empty(|c| {
            c.http.requests_per_second = 1;
            c.http.request_burst = 3;
        })
        .await;
        for _ in 0..3 {
            assert_eq!(house.get("/api/v1/parts").await.status, StatusCode::UNAUTHORIZED);
        }
        let refused = house.get("/api/v1/parts").await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        assert_eq!(house.get("/livez").await.status, StatusCode::OK);
        // The client's own header does not help.
        let spoofed = request(Method::GET, "/api/v1/parts").header("x-forwarded-for", "192.0.2.99");
        let refused = house.send(spoofed.body(Body::empty()).expect("a request")).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        house.kontor.clock.advance(jiff::SignedDuration::from_secs(1));
        assert_eq!(house.get("/api/v1/parts").await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn behind_a_trusted_proxy_the_clients_are_told_apart() {
    block(async {
        let house = House::empty(|c| {
            c.http.trusted_hops = 1;
            c.http.requests_per_second = 1;
            c.http.request_burst = 1;
        })
        .await;
        for client in ["192.0.2.1", "192.0.2.2", "6.6.6.6, 192.0.2.3"] {
            let first = request(Method::GET, "/api/v1/parts").header("x-forwarded-for", client);
            let answer = house.send(first.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{client}");
        }
        let again = request(Method::GET, "/api/v1/parts").header("x-forwarded-for", "7.7.7.7, 192.0.2.3");
        let answer = house.send(again.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn a_request_keeps_the_id_it_came_with() {
    block(async {
        let house = House::empty(|_| {}).await;
        let with = request(Method::GET, "/api/v1/parts").header("x-request-id", "proxy-4711-abc");
        let answer = house.send(with.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.header("x-request-id"), "proxy-4711-abc");
        assert_eq!(answer.json()["instance"], "urn:kontor:request:proxy-4711-abc");
        let odd = request(Method::GET, "/livez").header("x-request-id", "a b\"c<script>");
        let answer = house.send(odd.body(Body::empty()).expect("a request")).await;
        assert!(!answer.header("x-request-id").contains('<'));
    });
}

#[test]
fn the_page_speaks_the_language_of_its_reader() {
    block(async {
        let house = House::empty(|_| {}).await;
        for (accept, cookie, lang) in [("", "", "de"), ("en-GB", "", "en"), ("en-GB", "lang=de", "de")] {
            let r = request(Method::GET, "/")
                .header(header::ACCEPT_LANGUAGE, accept)
                .header(header::COOKIE, cookie);
            let page = house.send(r.body(Body::empty()).expect("a request")).await;
            assert!(page.body.contains(&format!("<html lang=\"{lang}\"")), "{accept} {cookie}");
        }
    });
}
