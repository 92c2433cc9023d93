//! Figures for Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Requests by method, route and status.
pub const REQUESTS: &str = "kontor_http_requests_total";
/// Seconds from the first byte of the request to the head of the answer, by route.
pub const SECONDS: &str = "kontor_http_request_seconds";
/// Jobs in the outbox that wait.
pub const OUTBOX_PENDING: &str = "kontor_outbox_pending";
/// Jobs in the outbox that were given up.
pub const OUTBOX_DEAD: &str = "kontor_outbox_dead";
/// Parts in the search index.
pub const INDEX_PARTS: &str = "kontor_index_parts";

/// Upper bounds of the histogram in seconds, around the budgets in `docs/ARCHITECTURE.md`.
const BUCKETS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// The recorder of this process; installed at the first call.
pub fn handle() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let builder = builder
                .set_buckets_for_metric(Matcher::Full(SECONDS.into()), &BUCKETS)
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another recorder of metrics is installed already");
            }
            describe();
            handle
        })
        .clone()
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Requests by method, route and status");
    metrics::describe_histogram!(SECONDS, metrics::Unit::Seconds, "Time to the head of the answer by route");
    metrics::describe_gauge!(OUTBOX_PENDING, "Jobs in the outbox that wait");
    metrics::describe_gauge!(OUTBOX_DEAD, "Jobs in the outbox that were given up");
    metrics::describe_gauge!(INDEX_PARTS, "Parts in the search index");
}
