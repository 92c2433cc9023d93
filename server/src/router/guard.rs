//! Keeps other sites from making a signed-in browser do something here.
//!
//! Everything that may change something (every method but GET, HEAD and OPTIONS) and every WebSocket must come from a page
//! of ours. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; a request that says nothing is refused. The REST
//! interface under `/api` knows no cookies, so nobody can borrow a browser's sign-in there.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, StatusCode, header};

use super::state::AppState;

/// Answers 403 to what another site sent.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if harmless(&request) || of_ours(request.headers(), &state.config.base_url) {
        return next.run(request).await;
    }
    let body = "Diese Anfrage kam von einer fremden Seite.\nThis request came from another site.\n";
    (StatusCode::FORBIDDEN, body).into_response()
}

fn harmless(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        && !request.headers().contains_key(header::UPGRADE)
}

fn of_ours(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return false };
    let Some((_, origin)) = origin.split_once("://") else { return false };
    // A proxy may have changed `Host`; the configured address is ours too.
    text("host").is_some_and(|host| host.eq_ignore_ascii_case(origin))
        || base_url.split_once("://").is_some_and(|(_, ours)| ours.eq_ignore_ascii_case(origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(n, v)| (http::HeaderName::from_static(n), http::HeaderValue::from_static(v)))
            .collect();
        of_ours(&headers, "https://teile.example")
    }

    #[test]
    fn only_pages_of_ours_may_change_something() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("host", "a.example")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        assert!(!ours(&[("sec-fetch-site", "same-site"), ("origin", "https://teile.example")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(ours(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(ours(&[("origin", "https://teile.example"), ("host", "10.0.0.5:3000")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "teile.example")]));
        assert!(!ours(&[("origin", "null"), ("host", "teile.example")]));
        assert!(!ours(&[("host", "teile.example")]));
    }
}
