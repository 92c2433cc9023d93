//! The server's side of a request: who asks, and how the answer leaves. Used by server functions only.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use kontor_domain::accounts::{Actor, Hats};
use kontor_domain::{Error, Language, Problem};
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
/// In front of a secret that stands in the cookie for what is too long for one. No field's name begins so.
const ELSEWHERE: char = '~';
/// Bytes of all that is too long for a cookie.
const MOST_ASIDE: usize = 16 << 20;
/// What is too long for a cookie, by the secret that the cookie has in its place; oldest first. In this process alone: it waits for the page
/// that its redirect leads to.
static ASIDE: Mutex<VecDeque<(String, String)>> = Mutex::new(VecDeque::new());
/// A secret on its way to the page that tells it. Lives two minutes, or until that page is drawn.
const ONCE_COOKIE: &str = "__Host-once";
/// Thirty days, as long as the session itself.
const SESSION_SECONDS: u32 = 2_592_000;
/// A year.
const CHOICE_SECONDS: u32 = 31_536_000;

/// The address of the browser, put into the request's extensions by the server, which knows which proxies to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAddress(pub String);

/// How the WebAssembly says in which acting for a customer its page was drawn; plain forms say so in their address
/// ([`ACTING_QUERY`]).
pub const ACTING_HEADER: &str = "x-kontor-acting";
pub const ACTING_QUERY: &str = "acting";

/// The page that sent this was drawn while its reader acted for a customer, and that is over. Put into the request by the
/// server's session layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

/// The program and who acts, for the body of a server function.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::ActingEnded`] for what was sent from a page of an acting that is over;
/// [`Error::Unavailable`] outside of a request (the server did not provide them).
pub fn begin() -> Result<(Arc<Kontor>, Actor), Refusal> {
    if posted::<Stale>().is_some() {
        return Err(Error::conflict(Problem::ActingEnded)).answer();
    }
    begin_anyway()
}

/// As [`begin`], for what every page asks and nothing depends on.
///
/// # Errors
/// [`Error::Unavailable`].
pub fn begin_anyway() -> Result<(Arc<Kontor>, Actor), Refusal> {
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

/// The person of the session, and for whom they act in it; nothing for nobody.
#[must_use]
pub fn hats() -> Option<Hats> {
    posted()
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

/// What the server put into the request: what it made of a form that it took itself (one with a file), for the page that
/// answers it.
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
    let page = use_context::<Parts>().and_then(|parts| page_of(&parts.headers));
    page.unwrap_or_else(|| ("/".to_owned(), Query::default()))
}

/// Path and query of our page that a request was sent from; nothing when it does not say, or came from elsewhere.
fn page_of(headers: &HeaderMap) -> Option<(String, Query)> {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (from, host) = (text(header::REFERER), text(header::HOST));
    let (from_host, rest) = from.split_once("://")?.1.split_once('/')?;
    let rest = format!("/{}", rest.split('#').next().unwrap_or_default());
    let (path, query) = rest.split_once('?').unwrap_or((&rest, ""));
    (from_host == host).then(|| (own_path(path).to_owned(), Query::parse(query)))
}

/// The way back for a form that the server took itself (one with a file), just as server functions lead it: to the page it stood on (or
/// `otherwise`), with the error in the address for `ui::Sending`, which knows the form by its address; and the cookie that keeps what was
/// typed.
#[must_use]
pub fn way_back(
    kontor: &Kontor,
    headers: &HeaderMap,
    form: &str,
    otherwise: &str,
    error: &Error,
    typed: &Query,
) -> (String, Option<String>) {
    let (path, mut query) = page_of(headers).unwrap_or_else(|| (otherwise.to_owned(), Query::default()));
    tell(&mut query, form, error);
    (query.on(&path), kept_cookie(kontor, typed))
}

/// Puts the error of a form into the address of its page. Leptos writes and reads it in this form; only the base of the address is ours.
fn tell(query: &mut Query, form: &str, error: &Error) {
    query.forget_refusal();
    if let Ok(url) = ServerFnUrlError::new(form, Refusal(error.clone())).to_url("http://kontor/") {
        for (name, value) in url.query_pairs() {
            query.set(&name, &value);
        }
    }
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

    /// As [`Answer::answer_form`], for a page that tells no request where it stands: back to `page`.
    ///
    /// # Errors
    /// The error of the operation.
    fn answer_on(self, page: &str, typed: &[(&str, &str)]) -> Result<T, Refusal>;

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
            refuse(&error, about, typed, None);
            Refusal(error)
        })
    }

    fn answer_on(self, page: &str, typed: &[(&str, &str)]) -> Result<T, Refusal> {
        self.map_err(|error| {
            refuse(&error, "", typed, Some(page));
            Refusal(error)
        })
    }
}

fn refuse(error: &Error, about: &str, typed: &[(&str, &str)], page_of_form: Option<&str>) {
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
        let known = page_of_form.map(|path| (own_path(path).to_owned(), Query::default()));
        let (path, mut query) = known.unwrap_or_else(referer);
        tell(&mut query, parts.uri.path(), error);
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
    if let Some(kontor) = use_context::<Arc<Kontor>>().filter(|_| !typed.is_empty())
        && let Some(cookie) = kept_cookie(&kontor, &kept)
    {
        set_cookie(&cookie);
    }
}

/// Browsers drop cookies over 4 kB: what is longer waits here, and the cookie says where. Nothing is kept of what no form sends.
fn kept_cookie(kontor: &Kontor, typed: &Query) -> Option<String> {
    let mut value = typed.to_string();
    if value.len() >= 3_500 {
        let secret = kontor.ids.secret();
        if !put_aside(&mut ASIDE.lock().unwrap_or_else(PoisonError::into_inner), &secret, value) {
            return None;
        }
        value = format!("{ELSEWHERE}{secret}");
    }
    Some(format!("{KEPT_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=120"))
}

/// The oldest go for what is new.
fn put_aside(aside: &mut VecDeque<(String, String)>, secret: &str, text: String) -> bool {
    if text.len() > MOST_ASIDE {
        return false;
    }
    let mut all = text.len() + aside.iter().map(|(_, text)| text.len()).sum::<usize>();
    while all > MOST_ASIDE
        && let Some((_, oldest)) = aside.pop_front()
    {
        all -= oldest.len();
    }
    aside.push_back((secret.to_owned(), text));
    true
}

/// What was typed into the refused form that this page shows again.
#[must_use]
pub fn kept() -> Query {
    let value = cookie(KEPT_COOKIE).unwrap_or_default();
    let Some(secret) = value.strip_prefix(ELSEWHERE) else { return Query::parse(&value) };
    let aside = ASIDE.lock().unwrap_or_else(PoisonError::into_inner);
    aside.iter().find(|(of, _)| of == secret).map(|(_, text)| Query::parse(text)).unwrap_or_default()
}

/// As [`kept`], for the data of the page that is drawn for this refused form: so the browser's half knows it too.
#[must_use]
pub fn kept_for(form: &str) -> Query {
    let drawn = use_context::<Parts>().filter(|parts| !parts.uri.path().starts_with("/fn/"));
    let asked = drawn.map(|parts| Query::parse(parts.uri.query().unwrap_or_default()));
    match asked {
        Some(query) if query.get("__path") == form => kept(),
        _ => Query::default(),
    }
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
    use std::collections::VecDeque;

    use super::{MOST_ASIDE, own_path, put_aside};

    #[test]
    fn only_our_own_pages_are_a_way_to_go() {
        assert_eq!(own_path("/orders?state=placed"), "/orders?state=placed");
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "orders", "", "/a\r\nSet-Cookie: x"]
        {
            assert_eq!(own_path(foreign), "/", "{foreign}");
        }
    }

    #[test]
    fn what_is_too_long_for_a_cookie_waits_until_newer_things_need_its_place() {
        let mut aside = VecDeque::new();
        let half = "x".repeat(MOST_ASIDE / 2);
        assert!(put_aside(&mut aside, "one", half.clone()) && put_aside(&mut aside, "two", half));
        assert!(put_aside(&mut aside, "three", "y".into()));
        assert_eq!(aside.iter().map(|(secret, _)| secret.as_str()).collect::<Vec<_>>(), ["two", "three"]);
        assert!(!put_aside(&mut aside, "four", "x".repeat(MOST_ASIDE + 1)));
    }
}
