//! The doors where everybody checks a document.

use axum::body::Body;
use http::{Method, StatusCode, header};

use crate::house::{Answer, House, block, request};

/// Set by our own press: a PDF that is read strictly, and has no seal.
fn letter() -> Vec<u8> {
    kontor_documents::letter(&kontor_documents::Letter {
        language: "de".into(),
        title: "Brief".into(),
        ..Default::default()
    })
    .expect("a letter")
}

async fn send(house: &House, field: &str, file: &[u8]) -> Answer {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.pdf\"\r\n\r\n");
    let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
    let request = request(Method::POST, "/verify")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body));
    house.send(request.expect("a request")).await
}

async fn show(house: &House, path: &str, language: &str) -> Answer {
    let get = request(Method::GET, path).header(header::ACCEPT_LANGUAGE, language);
    house.send(get.body(Body::empty()).expect("a request")).await
}

#[test]
fn whoever_sends_a_file_is_led_to_what_is_known_of_it_without_signing_in() {
    block(async {
        let house = House::full().await;
        let form = show(&house, "/verify", "de").await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(
            form.body.contains("enctype=\"multipart/form-data\"") && form.body.contains("Was das beweist")
        );
        assert!(show(&house, "/", "de").await.body.contains("href=\"/verify\""), "the foot leads there");
        for (file, de, en) in [
            (letter(), "Kein Siegel in dieser Datei", "No seal in this file"),
            (b"kein PDF".to_vec(), "Diese Datei ist nicht lesbar", "This file cannot be read"),
        ] {
            let sent = send(&house, "file", &file).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER);
            let way = sent.header("location").to_owned();
            assert!(way.starts_with("/verify?answer="), "{way}");
            assert!(show(&house, &way, "de").await.body.contains(de));
            assert!(show(&house, &way, "en").await.body.contains(en));
        }
        let gone = show(&house, "/verify?answer=nothing", "de").await.body;
        assert!(gone.contains("nicht mehr aufbewahrt"), "{gone}");
        let unknown = show(&house, "/verify/01NOTHING", "de").await.body;
        assert!(unknown.contains("gibt es kein Dokument"), "{unknown}");
    });
}

#[test]
fn what_is_no_file_or_too_large_is_told_on_the_form() {
    block(async {
        let house = House::full().await;
        for (field, file, why) in [
            ("file", Vec::new(), "empty"),
            ("other", letter(), "empty"),
            ("file", vec![b'a'; 50_000_001], "large"),
        ] {
            let sent = send(&house, field, &file).await;
            assert_eq!(sent.header("location"), format!("/verify?refused={why}"));
        }
        let told = show(&house, "/verify?refused=large", "de").await.body;
        assert!(told.contains("größer als 50 MB"), "{told}");
    });
}

#[test]
fn a_program_with_a_key_has_the_same_answer() {
    block(async {
        let house = House::full().await;
        let ask = async |file: Vec<u8>| {
            let post = request(Method::POST, "/api/v1/verify")
                .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
                .header(header::CONTENT_TYPE, "application/pdf");
            house.send(post.body(Body::from(file)).expect("a request")).await
        };
        let answer = ask(letter()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let checked = answer.json();
        assert_eq!((&checked["outcome"], &checked["place"]), (&"unsealed".into(), &serde_json::Value::Null));
        assert_eq!(checked["sha256"].as_str().map(str::len), Some(64));
        assert_eq!(ask(b"kein PDF".to_vec()).await.json()["outcome"], "unreadable");
        assert_eq!(ask(Vec::new()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ask(vec![b'a'; 50_000_001]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}
