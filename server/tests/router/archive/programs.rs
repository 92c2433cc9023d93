//! The archive over REST.

use axum::body::Body;
use bytes::Bytes;
use futures::{StreamExt as _, stream};
use http::{Method, StatusCode, header};
use kontor_domain::Error;
use kontor_service::outbox;

use super::{Got, pdf, sent};
use crate::house::{Answer, House, block, request};

/// Sends a file as the whole body, in pieces.
async fn upload(house: &House, key: &str, once: &str, path: &str, file: &[u8]) -> Answer {
    let pieces: Vec<_> = file.chunks(1_000).map(Bytes::copy_from_slice).collect();
    let body = Body::from_stream(stream::iter(pieces).map(Ok::<_, Error>));
    let post = request(Method::POST, path)
        .header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]))
        .header("idempotency-key", once)
        .header(header::CONTENT_TYPE, "application/octet-stream");
    house.send(post.body(body).expect("a request")).await
}

async fn download(house: &House, key: &str, path: &str) -> Got {
    let get = request(Method::GET, path)
        .header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]))
        .header("sec-fetch-site", "none");
    sent(house, get.body(Body::empty()).expect("a request")).await
}

#[test]
fn a_program_brings_documents_in_finds_them_and_has_them_back() {
    block(async {
        let house = House::full().await;
        // Larger than any other body of the interface may be.
        let large = vec![b'a'; house.config.http.body_limit_bytes + 1];
        let path = "/api/v1/documents?file=..%2FWartung%20M%C3%A4rz.txt&title=Wartung&machine=WNC-7";
        let made = upload(&house, "customer", "first-upload", path, &large).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let document = made.json();
        let id = document["id"].as_str().expect("an id");
        assert_eq!(made.header("location"), format!("/api/v1/documents/{id}"));
        assert_eq!((&document["title"], &document["company_id"]), (&"Wartung".into(), &"bauer".into()));
        assert_eq!(document["latest"]["file"], "Wartung März.txt");
        assert_eq!(document["latest"]["bytes"], large.len());
        let again = upload(&house, "customer", "first-upload", path, &large).await;
        assert_eq!(again.json()["id"], id, "the same key is the same document");

        let path = format!("/api/v1/documents/{id}/versions?file=neu.pdf&edition=1");
        let second = upload(&house, "desk", "second-upload", &path, &pdf("zwei")).await;
        assert_eq!(second.status, StatusCode::CREATED, "{}", second.body);
        assert_eq!(second.header("location"), format!("/api/v1/documents/{id}/versions/2/file"));
        let late = upload(&house, "desk", "third-upload", &path, &pdf("drei")).await;
        assert_eq!(
            (late.status, &late.json()["errors"][0]["code"]),
            (StatusCode::CONFLICT, &"changed_meanwhile".into())
        );
        for (number, file) in [(1, &large), (2, &pdf("zwei"))] {
            let got =
                download(&house, "customer", &format!("/api/v1/documents/{id}/versions/{number}/file")).await;
            assert_eq!((got.status, &got.body), (StatusCode::OK, file));
            assert!(got.header("content-disposition").starts_with("attachment;"));
        }
        let shown = house.api(Method::GET, &format!("/api/v1/documents/{id}"), "desk", "").await.json();
        assert_eq!(shown["receipts"].as_array().map(Vec::len), Some(2), "{shown}");
        let own = house.api(Method::GET, &format!("/api/v1/documents/{id}"), "customer", "").await.json();
        assert_eq!(own["receipts"].as_array().map(Vec::len), Some(0), "for the dealer");

        // The words are read by a job.
        outbox::drain(&house.kontor).await.expect("drained");
        for (query, found) in [
            ("machine=WNC-7", true),
            ("kind=upload&text=wartung%20neu", true),
            ("from=2026-11-24&to=2026-11-24", true),
            ("kind=invoice", false),
            ("from=2026-11-25", false),
        ] {
            let list = house.api(Method::GET, &format!("/api/v1/documents?{query}"), "customer", "").await;
            assert_eq!(list.status, StatusCode::OK, "{}", list.body);
            let list = list.json();
            let ids: Vec<_> =
                list["documents"].as_array().expect("a list").iter().map(|d| &d["id"]).collect();
            assert_eq!(ids.contains(&&id.into()), found, "{query}");
        }
        let theirs = house.api(Method::GET, "/api/v1/documents?company=bauer", "stranger", "").await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
        let wrong = house.api(Method::GET, "/api/v1/documents?kind=love_letter", "customer", "").await;
        assert_eq!(
            (wrong.status, wrong.header("content-type")),
            (StatusCode::BAD_REQUEST, "application/problem+json")
        );
    });
}

#[test]
fn a_long_list_is_read_page_by_page_with_what_was_asked_for() {
    block(async {
        let house = House::full().await;
        for n in 0..30 {
            let path = format!("/api/v1/documents?file={n}.txt&machine=A%26B");
            let made = upload(&house, "customer", &format!("page-upload-{n}"), &path, b"Hallo").await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        }
        let (mut next, mut found) = (Some("/api/v1/documents?machine=A%26B".to_owned()), 0);
        while let Some(path) = next {
            let page = house.api(Method::GET, &path, "desk", "").await.json();
            found += page["documents"].as_array().expect("a list").len();
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(found, 30, "and the document of another machine is not among them");
    });
}

#[test]
fn a_link_is_told_once_and_ends_when_somebody_ends_it() {
    block(async {
        let house = House::full().await;
        let path = format!("/api/v1/documents/{}/shares", house.document);
        let sharing = r#"{"days":7,"opens":2}"#;
        let made = house.post_once(&path, "customer", "told-once", sharing).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let again = house.post_once(&path, "customer", "told-once", sharing).await;
        assert_eq!(
            (again.status, &again.json()["errors"][0]["code"]),
            (StatusCode::CONFLICT, &"already_done".into())
        );
        let document = format!("/api/v1/documents/{}", house.document);
        let shares = house.api(Method::GET, &document, "customer", "").await.json()["shares"].clone();
        assert_eq!((&shares[0]["left"], shares.as_array().map(Vec::len)), (&2.into(), Some(1)));
        let share = format!("{path}/{}", shares[0]["id"].as_str().expect("an id"));
        let ended = house.api(Method::DELETE, &share, "customer", "").await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
        assert_eq!(house.api(Method::DELETE, &share, "customer", "").await.status, StatusCode::NOT_FOUND);
        let address = made.json()["address"].as_str().expect("an address").to_owned();
        let (_, secret) = address.rsplit_once('/').expect("a secret");
        assert_eq!(house.get(&format!("/share/{secret}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_file_that_the_archive_refuses_is_a_problem_that_names_it() {
    block(async {
        let house = House::full().await;
        let path = "/api/v1/documents?file=a.pdf";
        for (file, code) in [
            (&b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\nstartxref\n9\n%%EOF\n"[..], "pdf_encrypted"),
            (b"MZ\x90\0\x03\0\0\0", "not_archivable"),
            (b"", "required"),
        ] {
            let refused = upload(&house, "customer", "refused-upload", path, file).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            let error = &refused.json()["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&"file".into(), &code.into()));
        }
        let unknown = upload(&house, "customer", "refused-upload", &format!("{path}&colour=red"), b"a").await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        let wrong = request(Method::PATCH, "/api/v1/documents");
        let wrong = house.send(wrong.body(Body::empty()).expect("a request")).await;
        assert_eq!(
            (wrong.status, wrong.header("content-type")),
            (StatusCode::METHOD_NOT_ALLOWED, "application/problem+json")
        );
    });
}

#[test]
fn several_documents_come_as_one_zip() {
    block(async {
        let house = House::full().await;
        let body = format!(r#"{{"id":["{}"]}}"#, house.document);
        let post = request(Method::POST, "/api/v1/documents/zip")
            .header(header::AUTHORIZATION, format!("Bearer {}", house.keys["customer"]))
            .header(header::CONTENT_TYPE, "application/json");
        let got = sent(&house, post.body(Body::from(body)).expect("a request")).await;
        let files = super::packed::unpacked(&got);
        assert_eq!(files, [("Protokoll.txt".to_owned(), b"Alles in Ordnung.".to_vec())].into());
        let none = house.api(Method::POST, "/api/v1/documents/zip", "customer", r#"{"id":[]}"#).await;
        assert_eq!(none.json()["errors"][0]["code"], "no_document_chosen", "{}", none.body);
    });
}
