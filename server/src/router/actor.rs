//! Who asks: the session cookie of a browser becomes an `Actor`.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method, header};
use kontor_app::request::{ACTING_HEADER, ACTING_QUERY, Stale};
use kontor_domain::Language;
use kontor_domain::accounts::{Actor, Hats};
use kontor_service::accounts;

use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;

/// The session cookie. Its prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.
pub use kontor_app::request::SESSION_COOKIE as COOKIE;

/// Who reads an answer that lasts: with it, who that is is found out again.
#[derive(Debug, Clone)]
pub struct Reader {
    secret: String,
    language: Language,
    /// The customer's hat, if the person acts for one.
    acting: bool,
}

impl Reader {
    /// The actor as of now; nobody when the session is over or the hat is gone.
    pub async fn again(&self, state: &AppState) -> Option<Actor> {
        let hats = accounts::resume_hats(&state.kontor, &self.secret, self.language).await.ok()??;
        if self.acting { hats.acting } else { Some(hats.own) }
    }
}

/// Adds the [`Actor`] to the request: the person of the session, or nobody. Of a person who acts for a customer, the shop's pages
/// are the customer's and the desk's their own; what is sent is as the page was drawn that sends it.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let secret = cookie(request.headers(), COOKIE).unwrap_or_default().to_owned();
    let hats = match secret.as_str() {
        "" => None,
        secret => match accounts::resume_hats(&state.kontor, secret, language).await {
            Ok(hats) => hats,
            // Showing the page of nobody would look as if the person had been signed out.
            Err(error) => return Asker::person(language).refuse(error),
        },
    };
    let address = ClientAddress::of(request.extensions());
    let worn = hats.as_ref().map(|hats| worn(&request, hats));
    let extensions = request.extensions_mut();
    extensions.insert(kontor_app::request::ClientAddress(address.0.to_string()));
    if let Some(hats) = hats {
        extensions.insert(hats);
    }
    if matches!(worn, Some(None)) {
        extensions.insert(Stale);
    }
    let own = extensions.get::<Hats>().map(|hats| hats.own.clone());
    let actor = worn.flatten().or(own).unwrap_or_else(|| Actor::anonymous(language));
    let acting = actor.acting().is_some();
    extensions.insert(Reader { secret, language, acting });
    extensions.insert(actor);
    next.run(request).await
}

/// Under which hat this is asked; nothing when the page that asks was drawn under one that is gone.
fn worn(request: &Request, hats: &Hats) -> Option<Actor> {
    let path = request.uri().path();
    // Forms with files are taken by the server itself.
    let file = *request.method() == Method::POST && path.starts_with("/documents/");
    if path.starts_with("/fn/") || file {
        let Some(mark) = mark(request) else { return Some(hats.own.clone()) };
        let acting = hats.acting.as_ref()?;
        return (acting.acting()?.mark == mark).then(|| acting.clone());
    }
    // The desk also opens pages of the shop: a confirmation to print, a part.
    let desk = path == "/desk" || path.starts_with("/desk/") || parameter(request, "desk").is_some();
    let acting = hats.acting.as_ref().filter(|_| !desk);
    Some(acting.unwrap_or(&hats.own).clone())
}

/// What the page that sends this says about for whom it was drawn.
fn mark(request: &Request) -> Option<&str> {
    let header = request.headers().get(ACTING_HEADER).and_then(|v| v.to_str().ok());
    header.or_else(|| parameter(request, ACTING_QUERY))
}

/// As it stands in the address: marks need no encoding.
fn parameter<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let query = request.uri().query()?;
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name).map(|(_, value)| value)
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
