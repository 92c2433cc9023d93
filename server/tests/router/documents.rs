//! Documents that are made when they are asked for: for who may see what they are of, and nobody else.

use axum::body::Body;
use http::{Method, header};

use crate::house::{Answer, House, block, cookie, request};

async fn get(house: &House, person: &str, path: &str) -> Answer {
    let mut request = request(Method::GET, path).header(header::ACCEPT, "text/html");
    if !person.is_empty() {
        request = request.header(header::COOKIE, cookie(&house.cookies[person]));
    }
    house.send(request.body(Body::empty()).expect("a request")).await
}

#[test]
fn a_data_sheet_is_pdf_a_for_who_sees_the_configuration() {
    block(async {
        let house = House::full().await;
        let path = format!("/configurations/{}/datasheet.pdf", house.configuration);
        for person in ["buyer", "approver", "support", "sales"] {
            let sheet = get(&house, person, &path).await;
            assert_eq!(
                (sheet.status.as_u16(), sheet.header("content-type")),
                (200, "application/pdf"),
                "{person}"
            );
            // What it is stands in its metadata, which is never compressed.
            assert!(sheet.body.starts_with("%PDF-1.7") && sheet.body.contains("<pdfaid:part>3"), "{person}");
            assert!(sheet.body.contains("Datenblatt") || sheet.body.contains("Data sheet"));
            assert_eq!(sheet.header("cache-control"), "private, no-store");
            assert_eq!(sheet.header("x-content-type-options"), "nosniff");
        }
        assert_eq!(get(&house, "stranger", &path).await.status, 404);
        assert_ne!(get(&house, "", &path).await.status, 200, "nobody who is not signed in");
        assert_eq!(get(&house, "buyer", "/configurations/nope/datasheet.pdf").await.status, 404);
    });
}
