//! The doors of the archive: who gets a file, in what shape it comes back, and what is left of one that is refused.

mod links;
mod packed;
mod programs;

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http::{HeaderMap, Method, Request, StatusCode, header};
use kontor_app::wire::Refusal;
use kontor_domain::accounts::{BeginActing, Caller, Channel, SignIn};
use kontor_domain::documents::{Document, DocumentFilter};
use kontor_domain::{CompanyId, DocumentId, Error, IdempotencyKey, PersonId, Problem};
use kontor_service::{accounts, documents};
use server_fn::error::ServerFnUrlError;
use tower::ServiceExt as _;

use crate::house::{House, PASSWORD, block, cookie, request, system};
use crate::table::{PEOPLE, as_person, columns, filled, note};

/// A PDF that says this and does nothing.
pub fn pdf(words: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Lang({words})>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

/// What came back, byte for byte.
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The error that the page of a form is told in its address, as `ui::Sending` reads it; and the form.
    fn told(&self) -> (String, Error) {
        let query = self.header("location").split_once('?').map(|(_, query)| query).unwrap_or_default();
        let query = kontor_app::ui::Query::parse(query);
        (query.get("__path").to_owned(), ServerFnUrlError::<Refusal>::decode_err(query.get("__err")).0)
    }
}

pub async fn sent(house: &House, request: Request<Body>) -> Got {
    let response = house.app.clone().oneshot(request).await.expect("the router does not fail");
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 100_000_000).await.expect("a whole body");
    Got { status: head.status, headers: head.headers, body: body.to_vec() }
}

/// A form with these fields and then a file, as browsers send it.
fn form(fields: &[(&str, &str)], name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    [&body, head.as_bytes(), file, b"\r\n--x--\r\n"].concat()
}

fn posting(house: &House, person: &str, path: &str) -> http::request::Builder {
    request(Method::POST, path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::COOKIE, cookie(&house.cookies[person]))
}

async fn post(
    house: &House,
    person: &str,
    path: &str,
    fields: &[(&str, &str)],
    name: &str,
    file: &[u8],
) -> Got {
    let body = Body::from(form(fields, name, file));
    sent(house, posting(house, person, path).body(body).expect("a request")).await
}

/// Brings a file in and answers the id that the way leads to.
pub async fn brought(house: &House, person: &str, key: &str, name: &str, file: &[u8]) -> String {
    let got = post(house, person, "/documents/upload", &[("key", key)], name, file).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&got.body));
    let (_, id) = got.header("location").rsplit_once("/documents/").expect("the page of the document");
    assert!(!id.contains(['?', '/']), "{}", got.header("location"));
    id.to_owned()
}

pub async fn get(house: &House, person: &str, path: &str) -> Got {
    let get = request(Method::GET, path).header(header::COOKIE, cookie(&house.cookies[person]));
    sent(house, get.body(Body::empty()).expect("a request")).await
}

pub async fn seen(house: &House, id: &str) -> Document {
    documents::document(&house.kontor, &system(), &DocumentId::new(id)).await.expect("the document")
}

/// How many documents there are, and how much is on its way in.
async fn there(house: &House) -> (usize, usize) {
    let all = documents::documents(&house.kontor, &system(), &DocumentFilter::default()).await;
    let incoming = house.kontor.settings.data.join("documents/incoming");
    (all.expect("the list").items.len(), std::fs::read_dir(incoming).map_or(0, Iterator::count))
}

#[test]
fn every_door_of_the_archive_opens_for_those_and_only_those_it_is_for() {
    block(async {
        let house = House::full().await;
        let file = |key: &str| form(&[("key", key), ("version", "99")], "a.txt", b"Hallo");
        let plain = "application/x-www-form-urlencoded";
        let filed = "multipart/form-data; boundary=x";
        //                                                                               -bacsSswma
        let doors = [
            (Method::GET, "/documents/{document}/file/1", "", "u+++n+++++"),
            (Method::GET, "/documents/{document}/file/1?save", "", "u+++n+++++"),
            (Method::GET, "/desk/documents/{document}/file/1", "", "u+++n+++++"),
            (Method::GET, "/documents/{document}/file/2", "", "unnnnnnnnn"),
            (Method::GET, "/documents/nothing/file/1", "", "unnnnnnnnn"),
            (Method::GET, "/documents/{document}/file/first", "", "nnnnnnnnnn"),
            (Method::POST, "/documents/upload", filed, "u+f++++f++"),
            (Method::POST, "/documents/{document}/version", filed, "u+f+n++f++"),
            (Method::POST, "/documents/zip", plain, "u+++n+++++"),
            (Method::POST, "/desk/documents/export", plain, "ufffffff++"),
            // Whoever it is: who does not have the address has nothing.
            (Method::GET, "/share/{token}", "", "nnnnnnnnnn"),
            (Method::POST, "/share/{token}", plain, "nnnnnnnnnn"),
        ];
        let mut wrong = Vec::new();
        for (method, address, kind, expected) in doors {
            for (person, expected) in columns(&PEOPLE, expected) {
                let mut request = request(method.clone(), &filled(&house, address));
                let body = match kind {
                    "" => String::new(),
                    kind => {
                        request = request.header(header::CONTENT_TYPE, kind);
                        let key = format!("door-{person}");
                        if kind == plain { format!("id={}", house.document) } else { utf8(file(&key)) }
                    }
                };
                let answer = as_person(&house, person, request, &body).await;
                note(&mut wrong, &format!("{method} {address}"), person, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}

#[test]
fn twenty_megabytes_come_in_as_a_stream_and_back_byte_for_byte() {
    block(async {
        let house = House::full().await;
        let row = "Bagger 7;Wartung nach 500 Stunden;ohne Mängel\r\n".as_bytes();
        let file: Vec<u8> = row.iter().copied().cycle().take(20 << 20).collect();
        let body = form(&[("key", "twenty-megabytes"), ("title", "Große Liste")], "Wartung März.csv", &file);
        let pieces: Vec<_> =
            body.chunks(50_000).map(|piece| Ok::<_, Error>(Bytes::copy_from_slice(piece))).collect();
        let body = Body::from_stream(stream::iter(pieces));
        let request = posting(&house, "buyer", "/documents/upload").body(body).expect("a request");
        let got = sent(&house, request).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER);
        let page = got.header("location").to_owned();
        let back = get(&house, "company_admin", &format!("{page}/file/1")).await;
        assert_eq!((back.status, back.body.len()), (StatusCode::OK, file.len()));
        assert!(back.body == file, "byte for byte");
        assert_eq!(back.header("content-length"), file.len().to_string());
        assert_eq!(back.header("content-type"), "text/csv; charset=utf-8");
        let name = "attachment; filename=\"Wartung M_rz.csv\"; filename*=UTF-8''Wartung%20M%C3%A4rz.csv";
        assert_eq!(back.header("content-disposition"), name);
        let desk = post(&house, "support", "/documents/upload", &[("key", "of-the-desk")], "a.txt", b"a");
        assert!(desk.await.header("location").starts_with("/desk/documents/"));
    });
}

#[test]
fn another_company_s_document_does_not_exist_at_any_door() {
    block(async {
        let house = House::full().await;
        let own = brought(&house, "stranger", "own-document", "a.txt", b"Eigenes").await;
        let id = &house.document;
        for path in [format!("/documents/{id}/file/1"), format!("/desk/documents/{id}/file/1")] {
            assert_eq!(get(&house, "stranger", &path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let fields = [("key", "foreign-version"), ("version", "1")];
        let path = format!("/documents/{id}/version");
        let version = post(&house, "stranger", &path, &fields, "a.txt", b"Fremd").await;
        assert_eq!(version.status, StatusCode::NOT_FOUND);
        for (name, value) in [("case", house.case.as_str()), ("company", "bauer")] {
            let fields = [("key", "foreign-upload"), (name, value)];
            let upload = post(&house, "stranger", "/documents/upload", &fields, "a.txt", b"Fremd").await;
            assert_eq!(upload.status, StatusCode::NOT_FOUND, "{name}");
        }
        let both = packed::zip(&house, "stranger", &[own.as_str(), id]).await;
        assert_eq!(both.status, StatusCode::NOT_FOUND, "not even one's own beside it");
        assert_eq!(packed::zip(&house, "stranger", &[own.as_str()]).await.status, StatusCode::OK);
        assert_eq!(seen(&house, id).await.versions.len(), 1);
        assert!(seen(&house, id).await.receipts.is_empty());
    });
}

#[test]
fn what_may_carry_a_script_is_saved_and_never_shown() {
    block(async {
        let house = House::full().await;
        for (key, name, file) in [
            ("script-html", "Bericht.html", &b"<!doctype html><script>alert(1)</script>"[..]),
            ("script-svg", "Plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("script-name", "Bericht.pdf", b"<html><body onload=alert(1)>"),
        ] {
            let id = brought(&house, "buyer", key, name, file).await;
            for path in [format!("/documents/{id}/file/1"), format!("/desk/documents/{id}/file/1")] {
                let got = get(&house, "support", &path).await;
                assert_eq!(
                    (got.status, got.header("content-type")),
                    (StatusCode::OK, "application/octet-stream")
                );
                assert!(got.header("content-disposition").starts_with("attachment;"), "{name}");
                assert_eq!(got.header("x-content-type-options"), "nosniff");
                assert!(got.header("content-security-policy").starts_with("sandbox;"), "{name}");
                assert_eq!(got.body, file);
            }
        }
        let harmless = brought(&house, "buyer", "no-script", "Bericht.pdf", &pdf("a")).await;
        let shown = get(&house, "buyer", &format!("/documents/{harmless}/file/1")).await;
        assert_eq!(shown.header("content-type"), "application/pdf");
        assert!(shown.header("content-disposition").starts_with("inline; filename=\"Bericht.pdf\""));
        assert!(shown.header("content-security-policy").starts_with("default-src 'none';"));
        let saved = get(&house, "buyer", &format!("/documents/{harmless}/file/1?save")).await;
        assert!(saved.header("content-disposition").starts_with("attachment;"));
    });
}

#[test]
fn who_only_asks_or_has_it_already_has_not_opened_it() {
    block(async {
        let house = House::full().await;
        let path = format!("/documents/{}/file/1", house.document);
        let asked = |method: Method, tag: &str| {
            let mut asked = request(method, &path).header(header::COOKIE, cookie(&house.cookies["approver"]));
            if !tag.is_empty() {
                asked = asked.header(header::IF_NONE_MATCH, tag);
            }
            asked.header(header::ACCEPT_ENCODING, "br, gzip").body(Body::empty()).expect("a request")
        };
        let head = sent(&house, asked(Method::HEAD, "")).await;
        assert_eq!((head.status, head.header("content-length")), (StatusCode::OK, "17"));
        assert!(head.body.is_empty());
        let tag = head.header("etag").to_owned();
        assert_eq!(tag, format!("\"{}\"", seen(&house, &house.document).await.head.latest.hash));
        let known = sent(&house, asked(Method::GET, &tag)).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert!(seen(&house, &house.document).await.receipts.is_empty());
        let other = sent(&house, asked(Method::GET, "\"another\"")).await;
        assert_eq!((other.status, other.body.as_slice()), (StatusCode::OK, &b"Alles in Ordnung."[..]));
        assert_eq!(other.header("content-encoding"), "", "as it is");
        assert_eq!(other.header("cache-control"), "private, no-cache, no-transform");
        let who: Vec<_> = seen(&house, &house.document).await.receipts.into_iter().map(|r| r.who).collect();
        assert_eq!(who, ["approver"]);
    });
}

#[test]
fn what_is_refused_is_told_on_the_form_with_what_was_typed_and_nothing_of_it_is_kept() {
    block(async {
        let house = House::full().await;
        let before = there(&house).await;
        let encrypted = b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\nstartxref\n9\n%%EOF\n";
        for (name, file, problem) in [
            ("a.pdf", &encrypted[..], Problem::PdfEncrypted),
            ("b.pdf", b"%PDF-1.7\n1 0 obj<<", Problem::PdfBroken),
            ("c.exe", b"MZ\x90\0\x03\0\0\0", Problem::NotArchivable),
            ("", b"", Problem::Required),
        ] {
            let fields = [("key", "refused-document"), ("title", "Mein Bericht"), ("machine", "WNC 7")];
            let referer = "http://127.0.0.1:3000/documents/new?machine=7&__err=old";
            let post = posting(&house, "buyer", "/documents/upload").header(header::REFERER, referer);
            let got =
                sent(&house, post.body(Body::from(form(&fields, name, file))).expect("a request")).await;
            assert_eq!(got.status, StatusCode::SEE_OTHER, "{name}");
            assert!(got.header("location").starts_with("/documents/new?machine=7&"), "{name}");
            assert_eq!(got.told(), ("/documents/upload".into(), Error::invalid("file", problem)), "{name}");
            assert!(got.header("set-cookie").contains("title=Mein+Bericht&machine=WNC+7"), "{name}");
        }
        // Every wrong field at once, without a word of where the form stood.
        let fields = [("key", "refused-document"), ("kind", "love_letter"), ("dated", "gestern")];
        let got = post(&house, "support", "/documents/upload", &fields, "a.txt", b"a").await;
        assert!(got.header("location").starts_with("/desk/documents?"), "{}", got.header("location"));
        let (_, error) = got.told();
        assert_eq!(
            (error.field("kind"), error.field("dated")),
            (Some(&Problem::NotACode), Some(&Problem::NotADate))
        );
        // The connection breaks.
        let mut half = form(&[("key", "half-document")], "a.txt", b"Hallo");
        half.truncate(half.len() - 9);
        let half = posting(&house, "buyer", "/documents/upload").body(Body::from(half)).expect("a request");
        let half = sent(&house, half).await;
        assert_eq!(half.told().1, Error::invalid("file", Problem::BadSyntax));
        // A version of what somebody else changed meanwhile.
        let path = format!("/documents/{}/version", house.document);
        let fields = [("key", "late-version"), ("version", "7")];
        let late = post(&house, "buyer", &path, &fields, "a.txt", b"a").await;
        assert!(late.header("location").starts_with(&format!("/documents/{}?", house.document)));
        assert_eq!(late.told(), ("/documents/version".into(), Error::conflict(Problem::ChangedMeanwhile)));
        assert_eq!(there(&house).await, before, "nothing half");
    });
}

#[test]
fn of_a_name_with_a_path_the_name_is_left_and_the_same_form_twice_is_one_document() {
    block(async {
        let house = House::full().await;
        let id = brought(&house, "buyer", "path-document", "../../etc/Prüfbericht.pdf", &pdf("a")).await;
        assert_eq!(seen(&house, &id).await.head.latest.file, "Prüfbericht.pdf");
        let again = brought(&house, "buyer", "path-document", "../../etc/Prüfbericht.pdf", &pdf("a")).await;
        assert_eq!(again, id);
        let fields = [("key", "second-version"), ("version", "1")];
        let path = format!("/documents/{id}/version");
        let second = post(&house, "buyer", &path, &fields, "C:\\fakepath\\neu.pdf", &pdf("b")).await;
        assert_eq!(second.header("location"), format!("/documents/{id}"));
        let first = get(&house, "buyer", &format!("/documents/{id}/file/1")).await;
        let second = get(&house, "buyer", &format!("/documents/{id}/file/2")).await;
        assert_eq!((first.body, second.body), (pdf("a"), pdf("b")));
        assert!(second.headers[header::CONTENT_DISPOSITION].to_str().expect("text").contains("neu.pdf"));
    });
}

#[test]
fn a_form_of_an_acting_files_for_that_customer_and_does_nothing_when_it_is_over() {
    block(async {
        let house = House::full().await;
        let sign_in = SignIn {
            email: "sales@kontor.example".into(),
            password: PASSWORD.into(),
            address: "192.0.2.77".into(),
        };
        let begun = accounts::sign_in(&house.kontor, &sign_in).await.expect("signed in");
        let command = BeginActing {
            key: IdempotencyKey::new("acting-with-files"),
            company: CompanyId::new("bauer"),
            caller: Caller { person: Some(PersonId::new(&house.person)), name: String::new() },
            channel: Channel::Telephone,
        };
        let mark = accounts::begin_acting(&house.kontor, &begun.actor, &begun.secret, &command).await;
        let mark = mark.expect("acts for the customer");
        let upload = async |mark: &str, key: &str| {
            let body = Body::from(form(&[("key", key)], "a.txt", b"Am Telefon"));
            let post = request(Method::POST, &format!("/documents/upload{mark}"))
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .header(header::COOKIE, cookie(&begun.secret));
            sent(&house, post.body(body).expect("a request")).await
        };
        let filed = upload(&format!("?acting={mark}"), "acting-document").await;
        let (_, id) = filed.header("location").rsplit_once('/').expect("an address");
        let document = seen(&house, id).await.head;
        assert_eq!(
            (document.company, document.latest.who.as_str()),
            (Some(CompanyId::new("bauer")), "sales (Hallmann Baumaschinen GmbH)")
        );
        let over = upload("?acting=01ANOTHER", "stale-document").await;
        assert_eq!(over.told().1, Error::conflict(Problem::ActingEnded));
        // A form of the desk is the desk's, whatever is open in another tab.
        let own = upload("", "desk-document").await;
        assert!(own.header("location").starts_with("/desk/documents/"), "{}", own.header("location"));
    });
}
