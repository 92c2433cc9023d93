//! Structured logs on standard error.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{LogConfig, LogFormat};

/// The engines below tell every flush of theirs. Written before the configured directives, so that those win.
const QUIET: &str = "surrealdb=warn,surrealdb_core=warn,surrealkv=error,tantivy=warn";

/// Starts logging; a second call in the same process does nothing.
pub fn start(config: &LogConfig) {
    let filter =
        EnvFilter::try_new(format!("{QUIET},{}", config.level)).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_span_events(FmtSpan::NONE);
    let started = match config.format {
        LogFormat::Text => builder.with_target(false).with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    drop(started);
}
