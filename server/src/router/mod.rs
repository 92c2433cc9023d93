//! Everything the program answers over HTTP, put together.
//!
//! From the outside in: the client's address, the request's id with log and figures, the headers of safety, panics,
//! compression; then the limit per address; then, for pages and server functions, the guard against other sites and the
//! person of the session; for the interface the key (in `crate::api`); for calendars and shared documents what stands in their address.

mod actor;
mod archive;
mod asker;
mod calendars;
mod client;
mod documents;
mod files;
mod forms;
mod guard;
mod headers;
mod health;
mod limit;
mod lists;
mod live;
mod pages;
mod photos;
mod plain;
mod previews;
mod record;
mod share;
mod signatures;
mod state;
mod upload;
mod verify;
mod webhooks;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::limit::RequestBodyLimitLayer;

pub use actor::{COOKIE, language};
pub use client::ClientAddress;
pub use pages::page_routes;
pub use record::{HEADER as REQUEST_ID_HEADER, panic_told};
pub use state::AppState;

use crate::api;

/// A large file on a slow line takes a while to arrive; reading it is a job.
const UPLOAD_TIMEOUT: Duration = Duration::from_mins(15);
/// A file that is only looked at is smaller, and held in memory meanwhile.
const CHECK_TIMEOUT: Duration = Duration::from_mins(3);
/// Brotli's quality for what is made on the fly: the knee of its curve of size against time.
const BROTLI: i32 = 4;

/// Files of the archive are sent as they are (RFC 9111, 5.2.2.6): most are packed already, and whoever takes a large one sees how far it is.
fn may_be_transformed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kept = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    !kept.is_some_and(|kept| kept.contains("no-transform"))
}

/// The whole router.
pub fn router(state: &AppState) -> Router {
    let http = &state.config.http;
    let normal = Duration::from_secs(http.timeout_seconds);
    let within = |patience| from_fn(move |request, next| asker::in_time(patience, request, next));

    let pages =
        pages::routes(state).layer(within(normal)).layer(RequestBodyLimitLayer::new(http.body_limit_bytes));
    let uploads = upload::routes().layer(within(UPLOAD_TIMEOUT));
    let lists = lists::routes().layer(within(normal)).layer(RequestBodyLimitLayer::new(lists::MAX_BODY));
    let forms = forms::routes().layer(within(UPLOAD_TIMEOUT));
    let photos = photos::routes().layer(within(UPLOAD_TIMEOUT));
    let verify = verify::routes().layer(within(CHECK_TIMEOUT));
    // The answer begins in time; its body lasts.
    let live = live::routes().layer(within(normal));
    let documents = documents::routes().layer(within(normal));
    let previews = previews::routes().layer(within(normal));
    let signatures = signatures::routes().layer(within(normal));
    let archive =
        archive::routes().layer(within(normal)).layer(RequestBodyLimitLayer::new(http.body_limit_bytes));
    let archive = archive.merge(archive::uploads().layer(within(UPLOAD_TIMEOUT)));
    let people = pages
        .merge(live)
        .merge(documents)
        .merge(previews)
        .merge(signatures)
        .merge(archive)
        .merge(uploads)
        .merge(forms)
        .merge(photos)
        .merge(verify)
        .merge(lists)
        .layer(from_fn_with_state(state.clone(), actor::identify))
        .layer(from_fn(headers::personal))
        .layer(from_fn_with_state(state.clone(), guard::guard));
    let programs = api::routes()
        .layer(DefaultBodyLimit::disable())
        .layer(within(normal))
        .layer(RequestBodyLimitLayer::new(http.body_limit_bytes));
    let programs = programs.merge(api::uploads().layer(within(UPLOAD_TIMEOUT)));
    let programs = api::whole(programs.merge(api::checks().layer(within(CHECK_TIMEOUT))));

    let webhooks = webhooks::routes().layer(within(normal));
    let calendars = calendars::routes().layer(within(normal));
    let shared = share::routes().layer(within(normal));

    people
        .merge(programs)
        .merge(webhooks)
        .merge(calendars)
        .merge(shared)
        .layer(from_fn_with_state(state.clone(), limit::limit))
        .merge(files::pkg(state))
        .merge(files::media())
        .merge(health::routes())
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(BROTLI))
                .compress_when(DefaultPredicate::new().and(may_be_transformed)),
        )
        .layer(CatchPanicLayer::custom(record::panicked))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn_with_state(state.clone(), record::record))
        .layer(from_fn_with_state(state.clone(), client::find))
        .with_state(state.clone())
}
