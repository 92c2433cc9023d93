//! Forms over HTTP: what a browser without a script sends, photos, and the worker that keeps pages.

use axum::body::Body;
use http::{Method, header};

use crate::house::{Answer, House, block, cookie, request};

/// One white pixel.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\xda\x63\xf8\x0f\x00\x01\x01\x01\x00\x1c\xb0\x8c\x99\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn field(name: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

async fn save(house: &House, person: &str, fields: &[(&str, &str)]) -> Answer {
    let body: String = fields.iter().map(|(name, value)| field(name, value)).collect();
    let mut request = request(Method::POST, &format!("/forms/{}/save", house.form))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    if !person.is_empty() {
        request = request.header(header::COOKIE, cookie(&house.cookies[person]));
    }
    house.send(request.body(Body::from(format!("{body}--x--\r\n"))).expect("a request")).await
}

async fn photo(house: &House, person: &str, bytes: &[u8]) -> Answer {
    let request = request(Method::POST, &format!("/forms/{}/photos", house.form))
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(Body::from(bytes.to_vec())).expect("a request")).await
}

async fn get(house: &House, person: &str, path: &str) -> Answer {
    let request = request(Method::GET, path).header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[test]
fn a_plain_form_is_saved_for_who_fills_it_in_and_shown_again() {
    block(async {
        let house = House::full().await;
        let page = format!("/forms/{}", house.form);
        let shown = get(&house, "buyer", &page).await.body;
        // The first long text of the template, whatever it asks.
        let at = shown.find("<textarea").expect("a long text");
        let name = &shown[at..];
        let name = name.split("name=\"").nth(1).and_then(|s| s.split('"').next()).expect("a name");
        let fields = [("version", "1"), ("was", "{}"), (name, "Dichtung undicht & rostig")];
        let answer = save(&house, "", &fields).await;
        assert_eq!(answer.header("location"), format!("/sign-in?next={page}"));
        assert_eq!(save(&house, "stranger", &fields).await.status, 404);
        for person in ["approver", "warehouse"] {
            assert_eq!(save(&house, person, &fields).await.status, 403, "{person}");
        }
        let answer = save(&house, "buyer", &fields).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, &*format!("{page}?done=saved"))
        );
        let shown = get(&house, "buyer", &page).await.body;
        assert!(shown.contains("Dichtung undicht &amp; rostig"), "{shown}");
        let shown = get(&house, "approver", &page).await.body;
        assert!(shown.contains("Dichtung undicht"), "who only reads reads it");
    });
}

#[test]
fn what_no_draft_holds_comes_back_as_it_was_typed_however_long_it_is_and_the_rest_is_saved() {
    block(async {
        let house = House::full().await;
        let page = format!("/forms/{}", house.form);
        let long = format!("Anfang {} Ende", "ü".repeat(4_000));
        let fields = [("version", "1"), ("was", "{}"), ("a.story", long.as_str()), ("a.phone", "0831 42")];
        let answer = save(&house, "buyer", &fields).await;
        let back = answer.header("location");
        assert!(answer.status == 303 && back.starts_with(&page) && back.contains("__err"), "{back}");
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|c| c.to_str().ok());
        let kept =
            cookies.filter_map(|c| c.split(';').next()).find(|c| c.starts_with("kept=")).expect("kept");
        assert!(kept.len() < 100, "{kept}");
        let mine = cookie(&house.cookies["buyer"]);
        let request = request(Method::GET, back).header(header::COOKIE, format!("{mine}; {kept}"));
        let shown = house.send(request.body(Body::empty()).expect("a request")).await.body;
        assert!(shown.contains(&long) && shown.contains("0831 42"), "{shown}");
        // It is with whoever typed it, and nowhere else.
        let shown = get(&house, "buyer", &page).await.body;
        assert!(!shown.contains(&long) && shown.contains("0831 42"), "{shown}");
    });
}

#[test]
fn more_photos_than_are_taken_at_once_are_told_and_everything_else_is_saved() {
    block(async {
        let house = House::full().await;
        let page = format!("/forms/{}", house.form);
        let mut body =
            [("version", "1"), ("was", "{}")].map(|(name, value)| field(name, value)).concat().into_bytes();
        for n in 0..13 {
            let head =
                "--x\r\nContent-Disposition: form-data; name=\"photo.photos\"; filename=\"a.png\"\r\n\r\n";
            body.extend([head.as_bytes(), PNG, &[n], b"\r\n"].concat());
        }
        // Behind the photos.
        body.extend(field("a.phone", "0831 42").into_bytes());
        body.extend(b"--x--\r\n");
        let request = request(Method::POST, &format!("{page}/save"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::COOKIE, cookie(&house.cookies["buyer"]));
        let answer = house.send(request.body(Body::from(body)).expect("a request")).await;
        assert!(answer.status == 303 && answer.header("location").contains("__err"));
        let shown = get(&house, "buyer", &page).await.body;
        assert!(shown.contains("0831 42"), "{shown}");
    });
}

#[test]
fn a_photo_is_taken_from_who_fills_in_the_form_and_shown_to_who_sees_it() {
    block(async {
        let house = House::full().await;
        assert_eq!(photo(&house, "stranger", PNG).await.status, 404);
        assert_eq!(photo(&house, "approver", PNG).await.status, 403);
        assert_eq!(photo(&house, "buyer", b"<script>alert(1)</script>").await.status, 422);
        let large = [PNG, &vec![0; 12 << 20]].concat();
        assert_eq!(photo(&house, "buyer", &large).await.status, 422);
        let taken = photo(&house, "buyer", PNG).await;
        assert_eq!(taken.status, 200, "{}", taken.body);
        let named: serde_json::Value = serde_json::from_str(&taken.body).expect("a photo");
        let hash = named["hash"].as_str().expect("its hash");
        let path = format!("/forms/{}/photos/{hash}", house.form);
        for person in ["buyer", "approver", "support"] {
            let shown = get(&house, person, &path).await;
            assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, "image/png"), "{person}");
            assert_eq!(shown.header("x-content-type-options"), "nosniff");
        }
        assert_eq!(get(&house, "stranger", &path).await.status, 404);
        assert_eq!(
            get(&house, "buyer", &format!("/forms/{}/photos/..%2F..%2Fstore", house.form)).await.status,
            404
        );
    });
}

#[test]
fn signing_out_clears_what_the_browser_keeps() {
    block(async {
        let house = House::full().await;
        let request = request(Method::POST, "/fn/accounts/sign_out")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(&house.cookies["buyer"]));
        let answer = house.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((answer.status.as_u16(), answer.header("clear-site-data")), (303, "\"storage\""));
    });
}
