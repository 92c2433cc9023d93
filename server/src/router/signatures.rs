//! What is shown to who signs: the very bytes that are signed. A signer has no more than the address, which stays where it was sent to.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header;
use kontor_domain::accounts::Actor;
use kontor_domain::{Error, FormId};
use kontor_service::signatures;

use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign/{token}/document.pdf", get(shown))
        .route("/forms/{id}/round.pdf", get(round))
        .route("/desk/forms/{id}/round.pdf", get(round))
}

async fn shown(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Extension(address): Extension<ClientAddress>,
    Path(token): Path<String>,
) -> Response {
    let found = match signatures::knock(&state.kontor, &address.0.to_string()) {
        Ok(()) => signatures::shown_pdf(&state.kontor, &token).await,
        Err(error) => Err(error),
    };
    answer(&actor, found)
}

async fn round(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
) -> Response {
    answer(&actor, signatures::round_pdf(&state.kontor, &actor, &FormId(id)).await)
}

fn answer(actor: &Actor, found: Result<Vec<u8>, Error>) -> Response {
    match found {
        Ok(pdf) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"document.pdf\""),
                (header::CACHE_CONTROL, "private, no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            (headers, pdf).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
