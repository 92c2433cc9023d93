//! Documents for people outside, who have no more than the address.
//!
//! Opening the address only tells what there is: programs that look into mails, and those that draw a preview of a link, follow every one.
//! The button counts. No cookie is read here, so there is nobody whose browser could be made to do something.

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use kontor_domain::documents::SharedDocument;
use kontor_domain::{Error, Language, format};
use kontor_service::documents;
use leptos::prelude::*;

use super::actor::language;
use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;
use crate::transfer;

const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

pub fn routes() -> Router<AppState> {
    Router::new().route("/share/{secret}", get(show).post(open)).layer(from_fn(between_two))
}

/// Who has the address has the document: it stays where it was sent to.
async fn between_two(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}

async fn show(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    let l = language(&headers);
    match documents::shared_document(&state.kontor, &secret, &address.0.to_string()).await {
        Ok(shared) => page(&state, l, StatusCode::OK, shared_words(l, shared)),
        Err(error) => refuse(&state, l, error),
    }
}

async fn open(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    let l = language(&headers);
    match documents::open_share(&state.kontor, &secret, &address.0.to_string(), l).await {
        Ok(opened) => transfer::once(opened),
        Err(error) => refuse(&state, l, error),
    }
}

/// What is over, used up or made up looks the same.
fn refuse(state: &AppState, l: Language, error: Error) -> Response {
    match error {
        Error::NotFound => page(state, l, StatusCode::NOT_FOUND, gone_words(l)),
        error => Asker::person(l).refuse(error),
    }
}

fn page(state: &AppState, l: Language, status: StatusCode, words: impl IntoView) -> Response {
    let page = view! {
        <!DOCTYPE html>
        <html lang=l.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>"Kontor"</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=state.style_sheet.clone() />
            </head>
            <body>
                <header class="bar"><a class="logo" href="/">"Kontor"</a></header>
                <main class="page form" id="main">{words}</main>
            </body>
        </html>
    };
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    (status, policy, Html(page.to_html())).into_response()
}

fn shared_words(l: Language, shared: SharedDocument) -> impl IntoView {
    let facts = [
        (l.pick("Datei", "File"), shared.file),
        (l.pick("Größe", "Size"), format::file_size(shared.bytes, l)),
        (l.pick("Abrufbar bis", "Available until"), moment(shared.until, l)),
    ];
    view! {
        <div class="stack">
            <h1>{l.pick("Ein Dokument für Sie", "A document for you")}</h1>
            <dl class="facts">
                {facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            <form method="post">
                <div class="actions"><button class="act">{l.pick("Herunterladen", "Download")}</button></div>
            </form>
            <p>
                {l.pick(
                    "Der Link ist nur für Sie gedacht. Jedes Herunterladen zählt; danach oder nach dem Datum oben gibt es ihn nicht mehr.",
                    "This link is meant for you alone. Every download counts; after the last one or the date above it is gone.",
                )}
            </p>
        </div>
    }
}

fn gone_words(l: Language) -> impl IntoView {
    view! {
        <div class="stack">
            <h1>{l.pick("Diesen Link gibt es nicht", "There is no such link")}</h1>
            <p>
                {l.pick(
                    "Vielleicht ist er abgelaufen oder schon benutzt. Bitten Sie um einen neuen, wer ihn Ihnen geschickt hat.",
                    "It may have expired or been used. Please ask whoever sent it to you for a new one.",
                )}
            </p>
        </div>
    }
}

fn moment(at: jiff::civil::DateTime, l: Language) -> String {
    let (day, hour, minute) = (format::date(at.date(), l), at.hour(), at.minute());
    match l {
        Language::De => format!("{day}, {hour:02}:{minute:02} Uhr"),
        Language::En => format!("{day}, {hour:02}:{minute:02}"),
    }
}
