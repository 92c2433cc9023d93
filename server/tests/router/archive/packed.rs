//! Several documents at once.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use axum::body::Body;
use http::{Method, StatusCode, header};
use kontor_domain::documents::MAX_SELECTION;
use kontor_domain::{Error, Problem};

use super::{Got, brought, get, pdf, seen, sent};
use crate::house::{House, block, cookie, request};

async fn form(house: &House, person: &str, path: &str, body: String) -> Got {
    let post = request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie(&house.cookies[person]));
    sent(house, post.body(Body::from(body)).expect("a request")).await
}

pub async fn zip(house: &House, person: &str, ids: &[&str]) -> Got {
    let fields: Vec<_> = ids.iter().map(|id| format!("id={id}")).collect();
    form(house, person, "/documents/zip", fields.join("&")).await
}

/// What a ZIP holds.
pub fn unpacked(got: &Got) -> BTreeMap<String, Vec<u8>> {
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(
        got.header("content-disposition").starts_with("attachment; filename=\"documents-2026-11-24.zip\"")
    );
    let mut zip = zip::ZipArchive::new(Cursor::new(got.body.as_slice())).expect("a whole ZIP");
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a whole file");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

#[test]
fn a_zip_holds_exactly_what_was_chosen_under_names_that_are_safe_and_its_own() {
    block(async {
        let house = House::full().await;
        let mut ids = Vec::new();
        for (key, name, words) in [
            ("zip-one", "Prüfbericht für Bagger.pdf", "eins"),
            ("zip-two", "../../PRÜFBERICHT für Bagger.pdf", "zwei"),
            ("zip-three", "C:\\x\\con.pdf", "drei"),
            ("zip-four", "nicht gewählt.pdf", "vier"),
        ] {
            ids.push(brought(&house, "buyer", key, name, &pdf(words)).await);
        }
        // The same one twice is one.
        let chosen = [ids[0].as_str(), &ids[1], &ids[2], &ids[0]];
        let files = unpacked(&zip(&house, "approver", &chosen).await);
        let expected = [
            ("PRÜFBERICHT für Bagger (2).pdf", "zwei"),
            ("Prüfbericht für Bagger.pdf", "eins"),
            ("_con.pdf", "drei"),
        ];
        assert_eq!(files, expected.map(|(name, words)| (name.to_owned(), pdf(words))).into());
        for (id, opened) in ids.iter().zip([1, 1, 1, 0]) {
            let receipts = seen(&house, id).await.receipts;
            assert_eq!(receipts.len(), opened, "who takes a ZIP has what is in it");
        }
    });
}

#[test]
fn nothing_and_too_much_are_told_on_the_page_that_asked() {
    block(async {
        let house = House::full().await;
        let none = zip(&house, "buyer", &[]).await;
        assert!(none.header("location").starts_with("/documents?"), "{}", none.header("location"));
        assert_eq!(none.told(), ("/documents/zip".into(), Error::invalid("id", Problem::NoDocumentChosen)));
        let many: Vec<_> = (0..=MAX_SELECTION).map(|n| format!("id={n}")).collect();
        let many = form(&house, "buyer", "/documents/zip", many.join("&")).await;
        assert_eq!(many.told().1, Error::invalid("id", Problem::AtMost { max: MAX_SELECTION }));
        let unknown = zip(&house, "buyer", &[&house.document, "nothing"]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn auditors_get_everything_with_index_and_chain_from_who_keeps_the_archive() {
    block(async {
        let house = House::full().await;
        let path = "/desk/documents/export";
        let all = unpacked(&form(&house, "manager", path, "company=&kind=&from=&to=".into()).await);
        let name = all.keys().find(|name| name.ends_with("_Protokoll.txt")).expect("the protocol");
        assert_eq!(all[name], b"Alles in Ordnung.");
        assert!(all.contains_key("index.csv") && all.contains_key("chain.jsonl"));
        let of_others = unpacked(&form(&house, "admin", path, "company=steiner".into()).await);
        let names: Vec<_> = of_others.keys().map(String::as_str).collect();
        assert_eq!(names, ["chain.jsonl", "index.csv", "index.json"]);
        let wrong = form(&house, "admin", path, "kind=love_letter&from=gestern".into()).await;
        let (form, error) = wrong.told();
        assert_eq!(form, path);
        assert!(error.field("kind").is_some() && error.field("from").is_some());
        assert_eq!(get(&house, "admin", path).await.status, StatusCode::METHOD_NOT_ALLOWED);
    });
}
