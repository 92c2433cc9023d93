//! The REST interface, version 1: for the systems of the dealer and of customers.
//!
//! Every handler is a thin door: parse, call the operation, answer. What comes out are types of this module, not those of
//! the service, so that the house can be rebuilt without breaking who is connected. Decimals are strings (`"1.10"`),
//! dates ISO 8601, errors RFC 9457. `GET /api/v1/openapi.json` describes it all.

mod caller;
mod carts;
mod cases;
mod configurations;
mod credit;
mod delivery;
mod document;
mod documents;
mod follow_ups;
mod forms;
mod hooks;
mod input;
mod lists;
mod machines;
mod models;
mod notations;
mod offers;
mod orders;
mod own_numbers;
mod part_costs;
mod parts;
mod price_explanation;
mod price_requests;
mod prices;
mod problem;
mod promises;
mod recurring;
mod returns;
mod rules;
mod seals;
mod shapes;
mod steps;
mod stock;

use axum::Router;
use axum::routing::{delete, get, post, put};
use tower_http::catch_panic::CatchPanicLayer;

use crate::router::AppState;

pub use document::document;
pub(crate) use orders::encoded;
pub use problem::ApiError;

/// Where the interface lives.
pub const ROOT: &str = "/api/v1";

/// The routes that take a little.
pub fn routes() -> Router<AppState> {
    let v1 = Router::new()
        .route("/openapi.json", get(document::serve))
        .route("/parts", get(parts::find))
        .route("/parts/{number}", get(parts::one))
        .route("/models", get(models::list))
        .route("/models/{id}", get(models::one))
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/{id}", get(orders::one))
        .route("/orders/{id}/cancel", post(steps::cancel))
        .route("/orders/{id}/change", post(steps::change))
        .route("/orders/{id}/confirm", post(steps::confirm))
        .route("/orders/{id}/release", post(steps::release))
        .route("/orders/{id}/pick", post(steps::pick))
        .route("/orders/{id}/shipments", post(steps::ship))
        .route("/orders/{id}/refunds", post(steps::refund))
        .route("/orders/{id}/lines/{position}/choice", post(promises::choose))
        .route("/orders/{id}/lines/{position}/cancel", post(promises::cancel))
        .route("/delivery-options", post(delivery::options))
        .route("/promises", get(promises::kept))
        .route("/returns", get(returns::list).post(returns::announce))
        .route("/returns/{id}", get(returns::one))
        .route("/returns/{id}/withdraw", post(returns::withdraw))
        .route("/returns/{id}/receive", post(returns::receive))
        .route("/returns/{id}/decide", post(returns::decide))
        .route("/orders/{id}/settled", put(credit::settle))
        .route("/companies/{id}/credit", get(credit::one).put(credit::put))
        .route("/company/rules", get(rules::one).put(rules::put))
        .route("/carts", get(carts::list).post(carts::make))
        .route("/carts/{id}", get(carts::one).delete(carts::delete))
        .route("/carts/{id}/lines", post(carts::fill))
        .route("/carts/{id}/lines/{number}", put(carts::set_line).delete(carts::remove_line))
        .route("/quick-order", post(carts::check))
        .route("/lists", get(lists::list).post(lists::make))
        .route("/lists/{id}", get(lists::one))
        .route("/lists/{id}/lines", put(lists::put))
        .route("/bought", get(lists::bought))
        .route("/recurring-orders", get(recurring::list))
        .route("/recurring-orders/{id}", get(recurring::one))
        .route("/recurring-orders/{id}/step", post(recurring::step))
        .route("/configurations", get(configurations::list).post(configurations::begin))
        .route("/configurations/{id}", get(configurations::one))
        .route("/configurations/{id}/change", post(configurations::change))
        .route("/configurations/{id}/copy", post(configurations::copy))
        .route("/configurations/{id}/archive", post(configurations::archive))
        .route("/offers", get(offers::list).post(offers::begin))
        .route("/offers/{id}", get(offers::one))
        .route("/offers/{id}/accept", post(offers::accept))
        .route("/offers/{id}/counter", post(offers::counter))
        .route("/offers/{id}/decline", post(offers::decline))
        .route("/offers/{id}/withdraw", post(offers::withdraw))
        .route("/offers/{id}/positions", post(offers::add))
        .route("/offers/{id}/send", post(offers::send))
        .route("/documents", get(documents::list))
        .route("/documents/zip", post(documents::zip))
        .route("/documents/{id}", get(documents::one))
        .route("/documents/{id}/versions/{number}/file", get(documents::file))
        .route("/documents/{id}/shares", post(documents::share))
        .route("/documents/{id}/shares/{share}", delete(documents::end_share))
        .route("/form-templates", get(forms::templates))
        .route("/forms", get(forms::list).post(forms::begin))
        .route("/forms/{id}", get(forms::one).delete(forms::discard))
        .route("/forms/{id}/answers", post(forms::answer))
        .route("/forms/{id}/signatures", get(forms::round))
        .route("/machines", get(machines::list).post(machines::make))
        .route("/machines/{serial}", get(machines::one).put(machines::change))
        .route("/hooks", get(hooks::list).post(hooks::make))
        .route("/hooks/{id}", get(hooks::one).put(hooks::change).delete(hooks::delete))
        .route("/hooks/{id}/secret", post(hooks::rotate))
        .route("/hooks/{id}/test", post(hooks::test))
        .route("/hooks/{id}/deliveries", get(hooks::deliveries))
        .route("/hooks/{id}/deliveries/{delivery}/resend", post(hooks::resend))
        .route("/stock", put(stock::put))
        .route("/prices", put(prices::put))
        .route("/part-costs", put(part_costs::put))
        .route("/metal-notations", get(notations::list).put(notations::put))
        .route("/cases", get(cases::list))
        .route("/cases/{code}", get(cases::one))
        .route("/cases/{code}/messages", post(cases::write))
        .route("/follow-ups", get(follow_ups::list).post(follow_ups::make))
        .route("/follow-ups/{id}", get(follow_ups::one))
        .route("/follow-ups/{id}/done", post(follow_ups::done))
        .route("/follow-ups/{id}/snooze", post(follow_ups::snooze))
        .route("/follow-ups/{id}/hand-over", post(follow_ups::hand_over))
        .route("/price-requests", get(price_requests::list).post(price_requests::ask))
        .route("/price-requests/{id}", get(price_requests::one))
        .route("/price-requests/{id}/answer", post(price_requests::answer))
        .route("/price-requests/{id}/decline", post(price_requests::decline))
        .route("/price-requests/{id}/withdraw", post(price_requests::withdraw))
        .route("/price-explanation", get(price_explanation::one))
        .route("/own-numbers", put(own_numbers::put));
    Router::new().nest(ROOT, v1)
}

/// The routes that take a file, as large as the archive takes one: it is counted while it is read.
pub fn uploads() -> Router<AppState> {
    let v1 = Router::new()
        .route("/documents", post(documents::upload))
        .route("/documents/{id}/versions", post(documents::new_version));
    Router::new().nest(ROOT, v1)
}

/// The route that takes a file to look at, with a limit of its own.
pub fn checks() -> Router<AppState> {
    Router::new().nest(ROOT, Router::new().route("/verify", post(seals::verify)))
}

/// The interface with these routes, and the answers to everything that is none of them.
pub fn whole(routes: Router<AppState>) -> Router<AppState> {
    routes
        .route("/api", get(problem::unknown))
        .route("/api/{*rest}", axum::routing::any(problem::unknown))
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(CatchPanicLayer::custom(problem::panicked))
}
