//! The server's side of a request: who asks, and how the answer leaves. Used by server functions only.

use std::sync::Arc;

use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode, header};
use kontor_domain::accounts::Actor;
use kontor_domain::{Error, Language};
use kontor_service::Kontor;
use leptos::context::use_context;
use leptos_axum::ResponseOptions;
use server_fn::error::ServerFnUrlError;

use crate::ui::Query;
use crate::wire::Refusal;

/// The session's cookie: only over TLS (or on this machine), only for this host, never readable by scripts.
pub const SESSION_COOKIE: &str = "__Host-kontor";
/// What was typed into a form that was refused, for the page that shows it again. Lives two minutes.
const KEPT_COOKIE: &str = "kept";
/// A secret on its way to the page that tells it. Lives two minutes, or until that page is drawn.
const ONCE_COOKIE: &str = "__Host-once";
/// Thirty days, as long as the session itself.
const SESSION_SECONDS: u32 = 2_592_000;
/// A year.
const CHOICE_SECONDS: u32 = 31_536_000;

/// The address of the browser, put into the request's extensions by the server, which knows which proxies to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAddress(pub String);

/// The program and who acts, for the body of a server function.
///
/// # Errors
/// [`Error::Unavailable`] outside of a request (the server did not provide them).
pub fn begin() -> Result<(Arc<Kontor>, Actor), Refusal> {
    match (use_context::<Arc<Kontor>>(), actor()) {
        (Some(kontor), Some(actor)) => Ok((kontor, actor)),
        _ => Err(Error::Unavailable).answer(),
    }
}

/// Who acts; put into the request by the server's session layer.
#[must_use]
pub fn actor() -> Option<Actor> {
    use_context::<Parts>()?.extensions.get::<Actor>().cloned()
}

/// The language of the answer, decided by the server.
#[must_use]
pub fn language() -> Language {
    actor().map(|a| a.language).unwrap_or_default()
}

/// The browser's address, for rate limits.
#[must_use]
pub fn client_address() -> String {
    use_context::<Parts>()
        .and_then(|p| p.extensions.get::<ClientAddress>().cloned())
        .map_or_else(String::new, |a| a.0)
}

/// What the server made of a form that it took itself (one with a file), for the page that answers it.
#[must_use]
pub fn posted<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}

/// A cookie of the request.
#[must_use]
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        })
}

/// The secret of the current session; empty for nobody.
#[must_use]
pub fn session_secret() -> String {
    cookie(SESSION_COOKIE).unwrap_or_default()
}

/// The person is signed in from now on.
pub fn start_session(secret: &str) {
    set_cookie(&format!(
        "{SESSION_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={SESSION_SECONDS}"
    ));
}

/// The person is signed out from now on.
pub fn end_session() {
    set_cookie(&format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
}

/// Remembers a choice of the person (language, theme) on this device.
pub fn remember(name: &str, value: &str) {
    set_cookie(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={CHOICE_SECONDS}"));
}

fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// Puts a header on the answer.
pub fn set_header(name: HeaderName, value: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        response.insert_header(name, value);
    }
}

/// A form was sent by the browser itself, without our WebAssembly: it follows redirects and reads no JSON.
#[must_use]
pub fn is_plain_form() -> bool {
    use_context::<Parts>().is_some_and(|p| p.uri.path().starts_with("/fn/") && accepts_html(&p))
}

fn accepts_html(parts: &Parts) -> bool {
    parts.headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"))
}

/// After a plain form: on to `path` (only our own). With WebAssembly the page decides itself where to go.
pub fn go(path: &str) {
    if is_plain_form()
        && let Some(response) = use_context::<ResponseOptions>()
        && let Ok(location) = HeaderValue::from_str(own_path(path))
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// After a plain form: on to the payment service's page. `url` came from the service itself, never from a browser.
pub fn leave(url: &str) {
    if is_plain_form()
        && let Some(response) = use_context::<ResponseOptions>()
        && let Ok(location) = HeaderValue::from_str(url)
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// After a plain form: back to the page it stood on, with `marks` in the address (`added=KEY`).
pub fn go_back(marks: &[(&str, &str)]) {
    let (path, mut query) = referer();
    query.forget_refusal();
    for (name, value) in marks {
        query.set(name, value);
    }
    go(&query.on(&path));
}

/// Answers a page request with a redirect, while it is drawn.
pub fn redirect_page(path: &str) {
    if let (Some(response), Ok(location)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(own_path(path)))
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// As [`redirect_page`], for what pages ask before they are drawn; asked by a browser that is awake it does nothing.
pub fn lead_on(path: &str) {
    if use_context::<Parts>().is_some_and(|p| !p.uri.path().starts_with("/fn/")) {
        redirect_page(path);
    }
}

/// `path` if it leads to one of our own pages, otherwise the home page: nobody is sent elsewhere by a crafted link.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| (0x20..0x7f).contains(&b));
    if own { path } else { "/" }
}

/// Path and query of the page a form stood on.
fn referer() -> (String, Query) {
    let Some(parts) = use_context::<Parts>() else { return ("/".into(), Query::default()) };
    let text = |name| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (from, host) = (text(header::REFERER), text(header::HOST));
    let rest = from
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .filter(|(from_host, _)| *from_host == host)
        .map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"));
    let rest = rest.split('#').next().unwrap_or("/");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    (own_path(path).to_owned(), Query::parse(query))
}

/// The page that is being drawn, or the one a server function was called from.
fn page() -> String {
    match use_context::<Parts>() {
        Some(parts) if !parts.uri.path().starts_with("/fn/") => {
            parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
        }
        _ => {
            let (path, mut query) = referer();
            query.forget_refusal();
            query.on(&path)
        }
    }
}

/// Turns the error of an operation into the answer: the HTTP status, and for plain forms the way back to the page with
/// the error in its address.
pub trait Answer<T>: Sized {
    /// As [`Answer::answer`], for a form. `about` says which of several equal forms on the page it was (the key of a part);
    /// `typed` is kept (never passwords), so that the page can show it again.
    ///
    /// # Errors
    /// The error of the operation.
    fn answer_form(self, about: &str, typed: &[(&str, &str)]) -> Result<T, Refusal>;

    /// # Errors
    /// The error of the operation.
    fn answer(self) -> Result<T, Refusal> {
        self.answer_form("", &[])
    }

    /// # Errors
    /// The error of the operation.
    fn answer_about(self, about: &str) -> Result<T, Refusal> {
        self.answer_form(about, &[])
    }

    /// # Errors
    /// The error of the operation.
    fn answer_keeping(self, typed: &[(&str, &str)]) -> Result<T, Refusal> {
        self.answer_form("", typed)
    }
}

impl<T> Answer<T> for Result<T, Error> {
    fn answer_form(self, about: &str, typed: &[(&str, &str)]) -> Result<T, Refusal> {
        self.map_err(|error| {
            refuse(&error, about, typed);
            Refusal(error)
        })
    }
}

fn refuse(error: &Error, about: &str, typed: &[(&str, &str)]) {
    let Some(parts) = use_context::<Parts>() else { return };
    let sign_in = || Query::default().with("next", &page()).on("/sign-in");
    if !parts.uri.path().starts_with("/fn/") {
        // A page is being drawn: its status is the one of what it shows.
        if *error == Error::Unauthenticated {
            redirect_page(&sign_in());
        } else {
            set_status(error);
        }
    } else if !accepts_html(&parts) {
        set_status(error);
    } else if *error == Error::Unauthenticated {
        go(&sign_in());
    } else {
        keep(typed);
        let (path, mut query) = referer();
        query.forget_refusal();
        // Leptos writes and reads the error in this form; only the base of the address is ours.
        if let Ok(url) =
            ServerFnUrlError::new(parts.uri.path(), Refusal(error.clone())).to_url("http://kontor/")
        {
            for (name, value) in url.query_pairs() {
                query.set(&name, &value);
            }
        }
        query.set("about", about);
        go(&query.on(&path));
    }
}

/// The HTTP status of `error`, unless the answer is a redirect for a plain form.
pub fn set_status(error: &Error) {
    if let (false, Some(response), Ok(status)) =
        (is_plain_form(), use_context::<ResponseOptions>(), StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
}

/// Keeps what was typed in a short-lived cookie: addresses end up in histories and logs, cookies do not.
fn keep(typed: &[(&str, &str)]) {
    let mut kept = Query::default();
    for (name, value) in typed {
        kept.set(name, value);
    }
    let value = kept.to_string();
    // Browsers drop cookies over 4 kB; then the form comes back empty.
    if !typed.is_empty() && value.len() < 3_500 {
        set_cookie(&format!("{KEPT_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=120"));
    }
}

/// What was typed into the refused form that this page shows again.
#[must_use]
pub fn kept() -> Query {
    Query::parse(&cookie(KEPT_COOKIE).unwrap_or_default())
}

/// Hands a secret to the next page. An address would end up in histories and logs.
pub fn tell_once(secret: &str) {
    set_cookie(&format!("{ONCE_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=120"));
}

/// The secret that this page tells, and no page after it.
#[must_use]
pub fn told_once() -> Option<String> {
    let secret = cookie(ONCE_COOKIE).filter(|s| !s.is_empty())?;
    set_cookie(&format!("{ONCE_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"));
    Some(secret)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_our_own_pages_are_a_way_to_go() {
        assert_eq!(own_path("/orders?state=placed"), "/orders?state=placed");
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "orders", "", "/a\r\nSet-Cookie: x"]
        {
            assert_eq!(own_path(foreign), "/", "{foreign}");
        }
    }
}
