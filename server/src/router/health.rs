//! Is it alive, is it ready, how is it doing: for the process supervisor, the load balancer and Prometheus.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use kontor_service::outbox;
use kontor_store::Variables;

use super::client::peer;
use super::state::AppState;
use crate::metrics::{INDEX_PARTS, OUTBOX_DEAD, OUTBOX_PENDING};

pub fn routes() -> Router<AppState> {
    Router::new().route("/livez", get("ok\n")).route("/readyz", get(ready)).route("/metrics", get(figures))
}

/// 200 when store and index answer, otherwise 503.
async fn ready(State(state): State<AppState>) -> Response {
    if let Err(e) = state.kontor.store.query("RETURN 1", Variables::new()).await {
        tracing::error!("not ready: {e}");
        return (StatusCode::SERVICE_UNAVAILABLE, "store\n").into_response();
    }
    if !state.kontor.search.healthy() {
        tracing::error!("not ready: the search index cannot be read");
        return (StatusCode::SERVICE_UNAVAILABLE, "index\n").into_response();
    }
    "ready\n".into_response()
}

/// Figures in Prometheus' text format.
async fn figures(State(state): State<AppState>, request: Request) -> Response {
    if !may_read(&state.config.metrics.token, &request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let Ok(pending) = outbox::pending(&state.kontor).await {
        metrics::gauge!(OUTBOX_PENDING).set(count(pending.pending));
        metrics::gauge!(OUTBOX_DEAD).set(count(pending.dead));
    }
    metrics::gauge!(INDEX_PARTS).set(count(state.kontor.search.count()));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics.render()).into_response()
}

/// With a token only who has it; without one only this machine itself. What came through a proxy did not come from here,
/// even if the proxy runs here.
fn may_read(token: &str, request: &Request) -> bool {
    if token.is_empty() {
        return peer(request.extensions()).is_loopback() && !forwarded(request.headers());
    }
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    sent.and_then(|v| v.strip_prefix("Bearer ")).is_some_and(|sent| same(sent.as_bytes(), token.as_bytes()))
}

fn forwarded(headers: &HeaderMap) -> bool {
    ["x-forwarded-for", "forwarded", "x-real-ip", "via"].iter().any(|h| headers.contains_key(*h))
}

/// Compares without telling by its duration where the difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

#[expect(clippy::cast_precision_loss, reason = "figures for a chart, exact up to 2^53")]
fn count(n: u64) -> f64 {
    n as f64
}
