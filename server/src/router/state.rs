//! What every handler and layer can ask for.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use kontor_service::Kontor;
use leptos::config::LeptosOptions;
use metrics_exporter_prometheus::PrometheusHandle;

use super::limit::Gate;
use crate::config::Config;
use crate::{metrics, site};

/// The state of the router; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// What [`AppState`] holds.
pub struct Parts {
    pub kontor: Arc<Kontor>,
    pub config: Config,
    pub leptos: LeptosOptions,
    /// The address of the style sheet.
    pub style_sheet: String,
    pub gate: Gate,
    pub metrics: PrometheusHandle,
}

impl AppState {
    #[must_use]
    pub fn new(kontor: Arc<Kontor>, config: Config) -> Self {
        let leptos = site::options(&config);
        let gate = Gate::new(config.http.requests_per_second, config.http.request_burst);
        let style_sheet = site::style_sheet(&leptos);
        Self(Arc::new(Parts { kontor, config, leptos, style_sheet, gate, metrics: metrics::handle() }))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for Arc<Kontor> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.kontor)
    }
}
