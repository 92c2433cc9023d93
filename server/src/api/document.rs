//! The description of the interface (OpenAPI 3.1).

use axum::Json;
use axum::response::IntoResponse;
use http::header;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    carts, credit, delivery, lists, orders, own_numbers, parts, prices, promises, recurring, returns, rules,
    steps, stock,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Kontor", description = "Parts, prices, stock and orders. Decimals are strings, dates ISO 8601, errors RFC 9457."),
    paths(
        parts::find, parts::one,
        orders::list, orders::one, orders::place,
        steps::cancel, steps::change, steps::confirm, steps::release, steps::pick, steps::ship, steps::refund,
        promises::choose, promises::cancel, promises::kept,
        carts::list, carts::make, carts::one, carts::delete, carts::fill, carts::set_line, carts::remove_line, carts::check,
        returns::list, returns::one, returns::announce, returns::withdraw, returns::receive, returns::decide,
        lists::list, lists::make, lists::one, lists::put, lists::bought,
        recurring::list, recurring::one, recurring::step,
        rules::one, rules::put,
        credit::one, credit::put, credit::settle,
        stock::put, prices::put, own_numbers::put, delivery::options,
    ),
    modifiers(&Key),
    security(("key" = []))
)]
struct Api;

/// Every operation wants a key.
struct Key;

impl Modify for Key {
    fn modify(&self, document: &mut Document) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.description = Some("A key made in the desk: `kontor_...`".into());
        document.components.get_or_insert_default().add_security_scheme("key", SecurityScheme::Http(scheme));
    }
}

/// The document.
#[must_use]
pub fn document() -> Document {
    Api::openapi()
}

/// Answers the document; everybody may read it.
pub async fn serve() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "public, max-age=3600")], Json(document()))
}
