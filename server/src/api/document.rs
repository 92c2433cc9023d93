//! The description of the interface (OpenAPI 3.1).

use axum::Json;
use axum::response::IntoResponse;
use http::header;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    credit, delivery, lists, orders, own_numbers, parts, prices, promises, recurring, returns, rules, stock,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Kontor", description = "Parts, prices, stock and orders. Decimals are strings, dates ISO 8601, errors RFC 9457."),
    paths(parts::find, parts::one, orders::list, orders::one, orders::place, promises::choose, promises::cancel, promises::kept,
        returns::list, returns::one, returns::announce, lists::list,
        lists::make, lists::one, lists::put, lists::bought, recurring::list, recurring::one, rules::one, rules::put, stock::put, prices::put, own_numbers::put,
        credit::one, credit::put, credit::settle, delivery::options),
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
