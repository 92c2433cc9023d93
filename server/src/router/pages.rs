//! Pages and server functions: Leptos, with the program and the person as context.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use http::StatusCode;
use kontor_service::Kontor;
use leptos::context::provide_context;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes as _, generate_route_list, render_app_to_stream_with_context,
};

use super::files;
use super::state::AppState;

/// Every page, every server function, and the answer to everything else.
pub fn routes(state: &AppState) -> Router<AppState> {
    let options = state.leptos.clone();
    Router::new()
        .leptos_routes_with_context(state, page_routes(), context(&state.kontor), move || {
            kontor_app::shell(options.clone())
        })
        .fallback(other)
}

/// The routes of all pages. Found once, before the first request: while Leptos looks for them, a page that is being drawn
/// anywhere in the process waits for its data for ever (leptos-rs/leptos#4773).
#[must_use]
pub fn page_routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| generate_route_list(kontor_app::App)).clone()
}

/// What server functions and pages find in their context.
pub(super) fn context(kontor: &Arc<Kontor>) -> impl Fn() + Clone + Send + Sync + 'static {
    let kontor = Arc::clone(kontor);
    move || provide_context(Arc::clone(&kontor))
}

/// A file of the site's root, or the page that says that there is nothing here.
async fn other(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(file) = files::public(&state, parts.clone()).await {
        return file;
    }
    let options = state.leptos.clone();
    let render =
        render_app_to_stream_with_context(context(&state.kontor), move || kontor_app::shell(options.clone()));
    let mut response = render(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
