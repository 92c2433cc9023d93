//! What other services tell us. They have no browser and no cookie: the signature over the body says who they are.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use kontor_domain::Error;
use kontor_service::payments;

use super::state::AppState;

/// Stripe's events carry one object each.
const LIMIT: usize = 512 * 1024;

pub fn routes() -> Router<AppState> {
    Router::new().route("/webhooks/stripe", post(stripe)).layer(DefaultBodyLimit::max(LIMIT))
}

/// 2xx: taken, or taken before. 400: not believed or not understood; 404: not set up. 5xx: Stripe sends it again.
async fn stripe(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Response {
    let header = headers.get("stripe-signature").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let status = match payments::handle_event(&state.kontor, header, &body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(Error::NotFound) => StatusCode::NOT_FOUND,
        Err(Error::Unauthenticated | Error::Invalid { .. }) => StatusCode::BAD_REQUEST,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    status.into_response()
}
