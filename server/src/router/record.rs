//! The outermost layer: gives every request an id, writes one line to the log, counts, and turns a panic into an answer.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use kontor_service::fault::{REQUEST_ID, request_id};

use super::client::ClientAddress;
use super::state::AppState;
use crate::metrics::{REQUESTS, SECONDS};

/// The header with the id of a request.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Runs the request with its id, then logs and counts it.
pub async fn record(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = sent_along(request.headers()).unwrap_or_else(|| state.kontor.new_id());
    let value = HeaderValue::from_str(&id).unwrap_or_else(|_| HeaderValue::from_static("-"));
    request.headers_mut().insert(HEADER, value.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let path = masked(request.uri().path());
    let address = ClientAddress::of(request.extensions()).0;

    let mut response = REQUEST_ID.scope(id.clone(), next.run(request)).await;

    response.headers_mut().insert(HEADER, value);
    let (elapsed, status) = (start.elapsed(), response.status());
    let ms = u64::try_from(elapsed.as_micros()).map_or(0, |us| us / 1_000);
    if status.is_server_error() {
        tracing::error!(request_id = id, %method, route, path, status = status.as_u16(), ms, %address, "request");
    } else {
        tracing::info!(request_id = id, %method, route, path, status = status.as_u16(), ms, %address, "request");
    }
    metrics::histogram!(SECONDS, "route" => route.clone()).record(elapsed);
    let labels = [("method", method.to_string()), ("route", route), ("status", status.as_str().to_owned())];
    metrics::counter!(REQUESTS, &labels).increment(1);
    response
}

/// The answer to a request whose handler panicked.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let id = panic_told(cause.as_ref());
    let body = format!(
        "Das war unser Fehler. Nennen Sie dem Support bitte {id}.\nThis was our fault. Please quote {id} to support.\n"
    );
    (StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
}

/// Writes a panic into the log; answers the id of the request.
pub fn panic_told(cause: &(dyn Any + Send)) -> String {
    let what = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    let id = request_id();
    tracing::error!(request_id = id, "panic: {what}");
    id
}

/// An id that a proxy or client sent, if it is fit for a log: 8 to 64 letters, digits and dashes.
fn sent_along(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(HEADER)?.to_str().ok()?;
    let fit = (8..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    fit.then(|| id.to_owned())
}

/// The path without secrets: the tokens of links are as long as nothing else is. The query is never logged.
fn masked(path: &str) -> String {
    const TOKEN: usize = 40;
    if path.split('/').all(|segment| segment.len() < TOKEN) {
        return path.to_owned();
    }
    path.split('/')
        .map(|segment| if segment.len() < TOKEN { segment } else { "***" })
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_links_do_not_reach_the_log() {
        assert_eq!(masked("/link/Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA"), "/link/***");
        assert_eq!(masked("/calendar/Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA.ics"), "/calendar/***");
        assert_eq!(masked("/part/HY-4711.20-F"), "/part/HY-4711.20-F");
    }

    #[test]
    fn odd_ids_are_replaced() {
        let mut headers = HeaderMap::new();
        for (sent, taken) in [("abc-12345", true), ("short", false), ("with blank in it", false)] {
            headers.insert(HEADER, HeaderValue::from_static(sent));
            assert_eq!(sent_along(&headers).is_some(), taken, "{sent}");
        }
    }
}
