//! Who asks: the session cookie of a browser becomes an `Actor`.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, header};
use kontor_domain::Language;
use kontor_domain::accounts::Actor;
use kontor_service::accounts;

use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;

/// The session cookie. Its prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.
pub use kontor_app::request::SESSION_COOKIE as COOKIE;

/// Adds the [`Actor`] to the request: the person of the session, or nobody.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let actor = match cookie(request.headers(), COOKIE) {
        Some(secret) => match accounts::resume(&state.kontor, secret, language).await {
            Ok(actor) => actor,
            // Showing the page of nobody would look as if the person had been signed out.
            Err(error) => return Asker::person(language).refuse(error),
        },
        None => None,
    };
    let address = ClientAddress::of(request.extensions());
    let extensions = request.extensions_mut();
    extensions.insert(kontor_app::request::ClientAddress(address.0.to_string()));
    extensions.insert(actor.unwrap_or_else(|| Actor::anonymous(language)));
    next.run(request).await
}

/// The language chosen in the page, then the browser's, then German.
#[must_use]
pub fn language(headers: &HeaderMap) -> Language {
    cookie(headers, "lang")
        .and_then(Language::from_tag)
        .or_else(|| {
            let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::from_accept_language(accepted)
        })
        .unwrap_or_default()
}

/// The value of a cookie (RFC 6265, 4.2).
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_language_is_chosen_by_cookie_then_browser() {
        let mut headers = HeaderMap::new();
        assert_eq!(language(&headers), Language::De);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en-GB,de;q=0.5"));
        assert_eq!(language(&headers), Language::En);
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; lang=de"));
        assert_eq!(language(&headers), Language::De);
    }
}
