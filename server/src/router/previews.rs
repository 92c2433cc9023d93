//! Small pictures of documents, for who may see what they are of.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use kontor_domain::accounts::Actor;
use kontor_domain::{DocumentId, Error};
use kontor_service::documents;

use super::asker::Asker;
use super::state::AppState;

/// A version never changes, and neither does its picture: a browser asks once.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

pub fn routes() -> Router<AppState> {
    Router::new().route("/documents/{id}/preview/{number}", get(preview))
}

async fn preview(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, number)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Response {
    let refused = |error| Asker::person(actor.language).refuse(error);
    // The address says all that the picture depends on; who may see it is asked all the same.
    let mark = format!("\"{id}-{number}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|had| had.as_bytes() == mark.as_bytes());
    match documents::preview(&state.kontor, &actor, &DocumentId(id), number).await {
        Ok(Some(_)) if known => StatusCode::NOT_MODIFIED.into_response(),
        Ok(Some(picture)) => {
            let headers = [
                (header::CONTENT_TYPE, "image/jpeg".to_owned()),
                (header::CACHE_CONTROL, FOR_EVER.to_owned()),
                (header::ETAG, mark),
            ];
            (headers, picture).into_response()
        }
        Ok(None) => refused(Error::NotFound),
        Err(error) => refused(error),
    }
}
