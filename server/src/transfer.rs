//! Files of the archive on their way in and out: the same for people and for programs, and never whole in memory.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use kontor_domain::accounts::Actor;
use kontor_domain::documents::{DocumentVersion, Media};
use kontor_domain::{DocumentId, Error, Problem};
use kontor_service::Kontor;
use kontor_service::documents::{self, Incoming, OpenedDocument};

use crate::api::encoded;

/// What is sent after a file was refused is read on up to here: who still sends does not hear the answer.
const PATIENCE: usize = 64 << 20;

/// What is shown beside our pages runs nothing, loads nothing and stands in no frame.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// Browsers show a PDF with a program of their own, which a sandbox keeps out and which draws itself with styles and an `embed`. The
/// archive takes no PDF that runs anything.
const READER: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Whose it is: it is kept by the reader's own browser, and each time it is asked whether they may still have it.
const OWN: HeaderValue = HeaderValue::from_static("private, no-cache, no-transform");
/// For once.
const ONCE: HeaderValue = HeaderValue::from_static("private, no-store, no-transform");

/// A file as it comes in, for the archive.
pub fn incoming<E>(pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Send + Unpin)) -> Incoming<'_> {
    pieces.map_err(|_| Error::invalid("file", Problem::BadSyntax)).boxed()
}

/// Reads on for a while what is not wanted any more.
pub async fn hear_out<E>(pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Send + Unpin)) {
    let mut left = PATIENCE;
    while let Some(Ok(piece)) = pieces.next().await {
        left = left.saturating_sub(piece.len());
        if left == 0 {
            return;
        }
    }
}

/// Answers a request for a version. Who has it already (`If-None-Match`), or only asks about it (`HEAD`), has not opened it.
///
/// There are no ranges: what is kept is compared with its hash while it is read, which takes the whole.
///
/// # Errors
/// As [`documents::open_document`].
pub async fn version(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    number: &str,
    save: bool,
    asked: &Parts,
) -> Result<Response, Error> {
    // What is no number is no version.
    let number: u32 = number.parse().map_err(|_| Error::NotFound)?;
    let known = asked.headers.get(header::IF_NONE_MATCH);
    if asked.method == Method::HEAD || known.is_some() {
        let version = documents::find_version(kontor, actor, id, Some(number)).await?;
        if known.is_some_and(|known| names(known, &version.hash)) {
            return Ok((StatusCode::NOT_MODIFIED, kept(&version)).into_response());
        }
        if asked.method == Method::HEAD {
            return Ok((kept(&version), head(&version, save)).into_response());
        }
    }
    let opened = documents::open_document(kontor, actor, id, Some(number)).await?;
    let body = Body::from_stream(opened.content);
    Ok((kept(&opened.version), head(&opened.version, save), body).into_response())
}

/// Sends what was opened, to save it and once.
pub fn once(opened: OpenedDocument) -> Response {
    let body = Body::from_stream(opened.content);
    ([(header::CACHE_CONTROL, ONCE)], head(&opened.version, true), body).into_response()
}

/// Sends documents that are packed while they are sent.
pub fn zip(kontor: &Kontor, packed: BoxStream<'static, Result<Bytes, Error>>) -> Response {
    let name = format!("documents-{}.zip", kontor.clock.local().date());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, disposition(true, &name)),
        (header::CACHE_CONTROL, ONCE),
    ];
    (headers, Body::from_stream(packed)).into_response()
}

/// Names one of these entity tags the file? (RFC 9110, 13.1.2; the comparison is weak.)
fn names(known: &HeaderValue, hash: &str) -> bool {
    let tags = known.to_str().unwrap_or_default().split(',').map(str::trim);
    tags.map(|tag| tag.trim_start_matches("W/").trim_matches('"')).any(|tag| tag == "*" || tag == hash)
}

/// A version never changes: its hash tells it from every other.
fn kept(version: &DocumentVersion) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", version.hash)) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, OWN);
    headers
}

fn head(version: &DocumentVersion, save: bool) -> HeaderMap {
    let save = save || !version.media.inline();
    let policy = if version.media == Media::Pdf { READER } else { SANDBOX };
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(version.media))),
        (header::CONTENT_LENGTH, HeaderValue::from(version.bytes)),
        (header::CONTENT_DISPOSITION, disposition(save, &version.file)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::ACCEPT_RANGES, HeaderValue::from_static("none")),
    ])
}

/// Nobody says in which letters a text is written; without a word of it browsers take old ones.
fn content_type(media: Media) -> &'static str {
    match media {
        Media::Text => "text/plain; charset=utf-8",
        Media::Csv => "text/csv; charset=utf-8",
        other => other.media_type(),
    }
}

/// With the name in two forms (RFC 6266, appendix D): as it is, and for who only reads ASCII.
fn disposition(save: bool, file: &str) -> HeaderValue {
    let how = if save { "attachment" } else { "inline" };
    let plain = |c: char| if c.is_ascii_alphanumeric() || " -_.()+".contains(c) { c } else { '_' };
    let plain: String = file.chars().map(plain).collect();
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(file));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_as_it_is_and_to_old_readers_without_its_umlauts() {
        assert_eq!(
            disposition(false, "Prüfbericht 1.pdf"),
            "inline; filename=\"Pr_fbericht 1.pdf\"; filename*=UTF-8''Pr%C3%BCfbericht%201.pdf"
        );
        let odd = disposition(true, "a\"; x=\\%41.pdf");
        assert_eq!(
            odd,
            "attachment; filename=\"a__ x___41.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%5C%2541.pdf"
        );
    }

    #[test]
    fn who_names_the_hash_has_it() {
        let has = |known: &'static str| names(&HeaderValue::from_static(known), "abc");
        assert!(has("\"abc\"") && has("W/\"abc\"") && has("\"x\", \"abc\"") && has("*"));
        assert!(!has("\"ab\"") && !has("") && !has("\"x\""));
    }
}
