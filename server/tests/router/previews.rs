//! Pictures of documents: who sees them, how long a browser keeps them, and what becomes of a file that means harm.

use std::path::PathBuf;

use axum::body::Body;
use bytes::Bytes;
use futures::StreamExt as _;
use http::{Method, header};
use kontor_domain::documents::{DocumentFilter, DocumentKind, UploadDocument};
use kontor_domain::{CompanyId, DocumentId, IdempotencyKey};
use kontor_service::{Kontor, documents, outbox};

use crate::house::{Answer, House, block, cookie, request, system};

const LETTER: &[u8] = include_bytes!("../../../crates/seal/tests/fixtures/letter.pdf");

async fn file(kontor: &Kontor, name: &str, bytes: &[u8]) -> DocumentId {
    let command = UploadDocument {
        key: IdempotencyKey::new(name),
        company: Some(CompanyId::new("bauer")),
        case: None,
        machine: String::new(),
        unit: String::new(),
        kind: DocumentKind::Offer,
        title: String::new(),
        file: name.into(),
        dated: None,
        inside: false,
    };
    let content = futures::stream::iter([Ok(Bytes::copy_from_slice(bytes))]).boxed();
    documents::upload_document(kontor, &system(), &command, content).await.expect("kept")
}

async fn get(house: &House, person: &str, path: &str, had: &str) -> Answer {
    let mut request = request(Method::GET, path).header(header::IF_NONE_MATCH, had);
    if !person.is_empty() {
        request = request.header(header::COOKIE, cookie(&house.cookies[person]));
    }
    house.send(request.body(Body::empty()).expect("a request")).await
}

/// The program that is really run reads the files.
async fn with_reader() -> House {
    let reader = PathBuf::from(env!("CARGO_BIN_EXE_kontor"));
    let mut house = Box::pin(House::empty(|config| config.reader = reader)).await;
    house.people().await;
    house
}

#[test]
fn a_picture_is_for_who_sees_the_document_and_a_browser_keeps_it() {
    block(async {
        let house = with_reader().await;
        let id = file(&house.kontor, "angebot.pdf", LETTER).await;
        let path = format!("/documents/{id}/preview/1");
        for person in ["buyer", "approver", "support"] {
            let picture = get(&house, person, &path, "").await;
            assert_eq!(
                (picture.status.as_u16(), picture.header("content-type")),
                (200, "image/jpeg"),
                "{person}"
            );
            assert_eq!(picture.header("cache-control"), "private, max-age=31536000, immutable");
            let again = get(&house, person, &path, picture.header("etag")).await;
            assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""), "{person}");
        }
        assert_eq!(get(&house, "stranger", &path, "").await.status, 404);
        assert_eq!(get(&house, "buyer", &format!("/documents/{id}/preview/2"), "").await.status, 404);
        assert_eq!(get(&house, "buyer", "/documents/nope/preview/1", "").await.status, 404);
        assert_ne!(get(&house, "", &path, "").await.status, 200, "nobody who is not signed in");
        let text = file(&house.kontor, "notiz.txt", b"nur Text").await;
        assert_eq!(get(&house, "buyer", &format!("/documents/{text}/preview/1"), "").await.status, 404);
    });
}

/// What brings a reader of PDFs down brings down the process that reads it, and nobody else.
#[test]
fn a_file_that_means_harm_is_kept_and_found_by_its_name_and_the_program_lives() {
    block(async {
        let house = with_reader().await;
        let (k, system) = (&house.kontor, system());
        // Pages that hold themselves: whoever walks down there without looking back falls for ever.
        let ring = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>endobj\n\
                     trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";
        let deep = [
            b"%PDF-1.7\n1 0 obj ".as_slice(),
            &vec![b'['; 2_000_000],
            b" endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        ]
        .concat();
        let mut ids = Vec::new();
        for (name, bytes) in [("ring.pdf", ring.as_slice()), ("abgrund.pdf", &deep), ("brief.pdf", LETTER)] {
            ids.push(file(k, name, bytes).await);
        }
        outbox::drain(k).await.expect("drained");
        for (at, words) in ["ring", "abgrund", "brief kempten"].into_iter().enumerate() {
            let filter = DocumentFilter { text: words.into(), ..DocumentFilter::default() };
            let found = documents::documents(k, &system, &filter).await.expect("an answer").items;
            assert_eq!(found.iter().map(|d| &d.id).collect::<Vec<_>>(), [&ids[at]], "{words}");
            let picture = documents::preview(k, &system, &ids[at], 1).await.expect("an answer");
            assert_eq!(picture.is_some(), at == 2, "{words}");
        }
        assert_eq!(outbox::pending(k).await.expect("counted"), outbox::Pending::default());
    });
}
