//! Documents that are made when they are asked for.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header;
use kontor_domain::ConfigurationId;
use kontor_domain::accounts::Actor;
use kontor_service::configurations;

use super::asker::Asker;
use super::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/configurations/{id}/datasheet.pdf", get(datasheet))
}

async fn datasheet(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
) -> Response {
    match configurations::datasheet(&state.kontor, &actor, &ConfigurationId(id)).await {
        Ok(pdf) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"datasheet.pdf\""),
                // It is made of what is stored now.
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (headers, pdf).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
