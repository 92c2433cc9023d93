//! Files: what the build made, and the pictures of the catalogue.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderValue, Method, StatusCode, header};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::state::AppState;

/// A year: the name changes with the content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");
/// Kept, but asked for each time whether it is still the same.
const ASK: HeaderValue = HeaderValue::from_static("public, no-cache");

/// A drawing from a supplier may hold scripts: it is shown, but runs and loads nothing.
const SVG_POLICY: HeaderValue =
    HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");

/// The worker that keeps form pages for a dead network. A worker has the policy of its own file: this one asks us and nobody else.
const WORKER: &str = "/forms-worker.js";
const WORKER_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; connect-src 'self'");

/// `/pkg` (WebAssembly, its JavaScript, the style sheet).
pub fn pkg(state: &AppState) -> Router<AppState> {
    let folder = Path::new(&*state.leptos.site_root).join(&*state.leptos.site_pkg_dir);
    let files =
        ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    Router::new().nest_service("/pkg", files).layer(from_fn(cache))
}

/// Files of the site's root (`/favicon.ico`, `/fonts/...`): the answer, or nothing when there is no such file.
pub async fn public(state: &AppState, head: http::request::Parts) -> Option<Response> {
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return None;
    }
    let path = head.uri.path();
    // A file has an extension; a page has none. Saves a look at the disk for every wrong address.
    let name = path.rsplit('/').next().unwrap_or_default();
    if !name.contains('.') || name.starts_with('.') {
        return None;
    }
    let (kept, worker) = (kept(path), path == WORKER);
    let files = ServeDir::new(&*state.leptos.site_root)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let mut response = files.oneshot(Request::from_parts(head, Body::empty())).await.into_response();
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    if worker {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, WORKER_POLICY);
    }
    Some(response)
}

/// `/media`: pictures and drawings of the catalogue.
pub fn media() -> Router<AppState> {
    Router::new().route("/media/{*path}", get(picture))
}

async fn picture(State(state): State<AppState>, mut request: Request) -> Response {
    let Some(rest) = request.uri().path().strip_prefix("/media") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let extension = rest.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if !matches!(extension.as_str(), "svg" | "png" | "jpg" | "jpeg" | "webp" | "avif" | "pdf") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(uri) = rest.parse() else { return StatusCode::NOT_FOUND.into_response() };
    *request.uri_mut() = uri;
    let files = ServeDir::new(state.config.media()).append_index_html_on_directories(false);
    let mut response = files.oneshot(request).await.into_response();
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, A_WEEK);
        if extension == "svg" {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, SVG_POLICY);
        }
    }
    response
}

async fn cache(request: Request, next: Next) -> Response {
    let kept = kept(request.uri().path());
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
    }
    response
}

fn kept(path: &str) -> HeaderValue {
    let name = path.rsplit('/').next().unwrap_or_default();
    if hashed(name) {
        FOREVER
    } else if Path::new(name).extension().is_some_and(|e| e == "woff2") {
        A_WEEK
    } else {
        ASK
    }
}

/// Has the name a hash in it, as cargo-leptos writes it: 22 characters of base64url (MD5), between dots or after `_`?
fn hashed(name: &str) -> bool {
    const HASH: usize = 22;
    let fits = |part: &str| {
        part.len() == HASH
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            // The placeholder of builds without hashes.
            && part.bytes().any(|b| b != b'_')
    };
    name.split('.').skip(1).any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(hashed("kontor.y3n0kZ5sW0q2mE1tXbUv8g.wasm"));
        assert!(!hashed("kontor.wasm"));
        assert!(!hashed("__wasm_split.______________________.js"));
        assert_eq!(kept("/fonts/Inter.woff2"), A_WEEK);
        assert_eq!(kept("/pkg/kontor.css"), ASK);
    }
}
