//! Calendars of the dealer's people: whoever knows the address reads it. Calendar programs bring neither cookie nor key.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header;
use kontor_domain::Language;
use kontor_service::follow_ups;

use super::asker::Asker;
use super::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/calendar/{file}", get(calendar))
}

async fn calendar(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let secret = file.strip_suffix(".ics").unwrap_or_default();
    match follow_ups::calendar(&state.kontor, secret).await {
        Ok(calendar) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"follow-ups.ics\""),
                // What is done or handed over is gone from it at once.
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (headers, calendar).into_response()
        }
        Err(error) => Asker::person(Language::default()).refuse(error),
    }
}
