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

#[test]
fn an_offer_is_on_paper_as_it_was_sent_and_its_draft_for_the_desk_alone() {
    block(async {
        let house = House::full().await;
        let path = format!("/offers/{}/offer.pdf", house.offer);
        for (person, address) in [
            ("buyer", path.clone()),
            ("approver", format!("{path}?version=1")),
            ("support", format!("/desk{path}?version=0")),
        ] {
            let paper = get(&house, person, &address).await;
            assert_eq!(
                (paper.status.as_u16(), paper.header("content-type")),
                (200, "application/pdf"),
                "{person}"
            );
            assert!(paper.body.contains("<pdfaid:part>3") && paper.body.contains(&house.offer));
        }
        for (person, address) in [
            ("stranger", path.clone()),
            ("buyer", format!("{path}?version=0")),
            ("buyer", format!("{path}?version=2")),
            ("buyer", "/offers/nope/offer.pdf".to_owned()),
        ] {
            assert_eq!(get(&house, person, &address).await.status, 404, "{person} {address}");
        }
        assert_ne!(get(&house, "", &path).await.status, 200, "nobody who is not signed in");
    });
}
