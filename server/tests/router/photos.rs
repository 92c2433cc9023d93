//! Photos of a return: taken as a form sends them, shown to nobody else.

use axum::body::Body;
use http::{Method, header};

use crate::house::{Answer, House, block, cookie, request};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01";

async fn post(house: &House, person: &str, photo: &[u8]) -> Answer {
    let head = "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n";
    let body = [head.as_bytes(), photo, b"\r\n--x--\r\n"].concat();
    let mut request = request(Method::POST, &format!("/returns/{}/photos", house.goods_return))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    if !person.is_empty() {
        request = request.header(header::COOKIE, cookie(&house.cookies[person]));
    }
    house.send(request.body(Body::from(body)).expect("a request")).await
}

async fn get(house: &House, person: &str, path: &str) -> Answer {
    let request = request(Method::GET, path).header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[test]
fn a_photo_is_taken_from_its_owner_and_shown_to_who_may_see_the_return() {
    block(async {
        let house = House::full().await;
        let page = format!("/returns/{}", house.goods_return);
        assert_eq!(post(&house, "", JPEG).await.header("location"), format!("/sign-in?next={page}"));
        assert_eq!(post(&house, "stranger", JPEG).await.status, 404);
        for person in ["approver", "warehouse"] {
            assert_eq!(post(&house, person, JPEG).await.status, 403, "{person}");
        }
        let script = post(&house, "buyer", b"<script>alert(1)</script>").await;
        assert_eq!(script.header("location"), format!("{page}?refused=none#photos"));
        let empty = post(&house, "buyer", b"").await;
        assert_eq!(empty.header("location"), format!("{page}?refused=empty#photos"));
        let large = post(&house, "buyer", &[JPEG, &vec![0; 12 << 20]].concat()).await;
        assert_eq!(large.header("location"), format!("{page}?refused=large#photos"));
        let good = post(&house, "buyer", JPEG).await;
        assert_eq!((good.status.as_u16(), good.header("location")), (303, &*format!("{page}#photos")));

        let shown = get(&house, "buyer", &page).await.body;
        let at = shown.find("/photos/").expect("the photo is on the page");
        let path = format!("{page}{}", &shown[at..at + "/photos/".len() + 64]);
        for person in ["buyer", "approver", "support"] {
            let photo = get(&house, person, &path).await;
            assert_eq!(
                (photo.status.as_u16(), photo.header("content-type")),
                (200, "image/jpeg"),
                "{person}"
            );
            assert_eq!(photo.header("x-content-type-options"), "nosniff");
        }
        assert_eq!(get(&house, "stranger", &path).await.status, 404);
        assert_eq!(get(&house, "buyer", &format!("{page}/photos/..%2F..%2Fstore")).await.status, 404);
    });
}
