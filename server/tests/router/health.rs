//! What supervisors and collectors of figures ask.

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, StatusCode, header};

use crate::house::{House, block, request};

#[test]
fn it_says_that_it_lives_and_is_ready() {
    block(async {
        let house = House::empty(|_| {}).await;
        assert_eq!(house.get("/livez").await.body, "ok\n");
        let ready = house.get("/readyz").await;
        assert_eq!((ready.status, ready.body.as_str()), (StatusCode::OK, "ready\n"));
    });
}

#[test]
fn figures_are_for_this_machine_only() {
    block(async {
        let house = House::empty(|_| {}).await;
        house.get("/livez").await;
        let figures = house.get("/metrics").await;
        assert_eq!(figures.status, StatusCode::OK);
        assert!(figures.body.contains("kontor_http_requests_total"), "{}", figures.body);
        assert!(figures.body.contains("kontor_http_request_seconds_bucket"), "{}", figures.body);
        assert!(figures.body.contains("kontor_outbox_pending"), "{}", figures.body);
        let proxied = request(Method::GET, "/metrics").header("x-forwarded-for", "192.0.2.1");
        let hidden = house.send(proxied.body(Body::empty()).expect("a request")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let far = http::Request::get("/metrics")
            .extension(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 1], 1))));
        let hidden = house.send(far.body(Body::empty()).expect("a request")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn with_a_token_figures_are_for_who_has_it() {
    block(async {
        let house = House::empty(|c| c.metrics.token = "a long enough token".into()).await;
        assert_eq!(house.get("/metrics").await.status, StatusCode::NOT_FOUND);
        let with =
            request(Method::GET, "/metrics").header(header::AUTHORIZATION, "Bearer a long enough token");
        let figures = house.send(with.body(Body::empty()).expect("a request")).await;
        assert_eq!(figures.status, StatusCode::OK);
    });
}
