//! Documents that are made when they are asked for.

use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header;
use kontor_domain::accounts::Actor;
use kontor_domain::{ConfigurationId, Error, QuoteId};
use kontor_service::{configurations, quotes};
use serde::Deserialize;

use super::asker::Asker;
use super::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/configurations/{id}/datasheet.pdf", get(datasheet))
        .route("/offers/{id}/offer.pdf", get(offer))
        .route("/desk/offers/{id}/offer.pdf", get(offer))
}

async fn datasheet(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
) -> Response {
    let made = configurations::datasheet(&state.kontor, &actor, &ConfigurationId(id)).await;
    answer(&actor, made, "datasheet.pdf")
}

/// Which version of an offer; 0 is the draft, for the desk.
#[derive(Deserialize)]
struct Version {
    version: Option<u32>,
}

async fn offer(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    Query(Version { version }): Query<Version>,
) -> Response {
    let made = quotes::offer_pdf(&state.kontor, &actor, &QuoteId(id), version).await;
    answer(&actor, made, "offer.pdf")
}

fn answer(actor: &Actor, made: Result<Vec<u8>, Error>, name: &str) -> Response {
    match made {
        Ok(pdf) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
                // It is made of what is stored now.
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, pdf).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
