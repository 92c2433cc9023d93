//! The description of the interface (OpenAPI 3.1).

use axum::Json;
use axum::response::IntoResponse;
use http::header;
use serde_json::Value;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, ObjectBuilder, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder, Schema,
};
use utoipa::{Modify, OpenApi};

use super::{
    carts, cases, configurations, credit, delivery, documents, follow_ups, forms, hooks, lists, machines,
    models, notations, offers, orders, own_numbers, part_costs, parts, price_explanation, price_requests,
    prices, promises, recurring, returns, rules, seals, steps, stock,
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
        configurations::list, configurations::one, configurations::begin, configurations::change, configurations::copy, configurations::archive,
        offers::list, offers::one, offers::begin, offers::accept, offers::counter, offers::decline, offers::withdraw, offers::add, offers::send,
        rules::one, rules::put,
        credit::one, credit::put, credit::settle,
        stock::put, prices::put, part_costs::put, own_numbers::put,
        price_explanation::one, notations::list, notations::put,
        cases::list, cases::one, cases::write,
        follow_ups::list, follow_ups::one, follow_ups::make, follow_ups::done, follow_ups::snooze, follow_ups::hand_over,
        price_requests::list, price_requests::one, price_requests::ask, price_requests::answer, price_requests::decline,
        price_requests::withdraw,
        delivery::options, models::list, models::one,
        documents::list, documents::upload, documents::one, documents::new_version, documents::file, documents::zip,
        documents::share, documents::end_share, seals::verify,
        machines::list, machines::one, machines::make, machines::change,
        forms::templates, forms::list, forms::one, forms::begin, forms::answer, forms::discard, forms::round,
        hooks::list, hooks::make, hooks::one, hooks::change, hooks::delete, hooks::rotate, hooks::test, hooks::deliveries, hooks::resend,
    ),
    components(schemas(hooks::ApiMessage)),
    modifiers(&Key, &Errors, &Once),
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

/// What every operation may answer beside its own: a request that cannot be read, is too large, too many of them, and our own faults.
/// All of them are problems (RFC 9457), and those are not `application/json`.
struct Errors;

impl Modify for Errors {
    fn modify(&self, document: &mut Document) {
        for item in document.paths.paths.values_mut() {
            for (operation, has_body) in operations(item) {
                let responses = &mut operation.responses.responses;
                let more = ["400", "429", "500", "503"].into_iter();
                let with_body = ["413", "415", "422"].into_iter().filter(|_| has_body);
                for status in more.chain(with_body) {
                    responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(answer(status)));
                }
                for (status, response) in responses.iter_mut().filter(|(status, _)| status.as_str() >= "400")
                {
                    *response = RefOr::T(answer(status));
                }
            }
        }
    }
}

fn answer(status: &str) -> Response {
    let status = status.parse().ok().and_then(|code| http::StatusCode::from_u16(code).ok());
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new()
        .description(status.and_then(|s| s.canonical_reason()).unwrap_or("Error"))
        .content("application/problem+json", content)
        .build()
}

/// The operations of a path, with whether each has a body.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&mut Operation, bool)> {
    let PathItem { get, put, post, delete, .. } = item;
    [get, put, post, delete].into_iter().filter_map(|operation| {
        let operation = operation.as_mut()?;
        let has_body = operation.request_body.is_some();
        Some((operation, has_body))
    })
}

/// The form of an `Idempotency-Key`: see [`super::input::Once`].
struct Once;

impl Modify for Once {
    fn modify(&self, document: &mut Document) {
        let form = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(8))
            .max_length(Some(64))
            .pattern(Some("^[!-~]{8,64}$"))
            .build();
        for item in document.paths.paths.values_mut() {
            for (operation, _) in operations(item) {
                let parameters = operation.parameters.iter_mut().flatten();
                for parameter in parameters.filter(|p| p.name == "Idempotency-Key") {
                    parameter.schema = Some(RefOr::T(Schema::Object(form.clone())));
                }
            }
        }
    }
}

/// The document: what is asked of Kontor, and what Kontor sends (`webhooks`, which utoipa has no words for).
#[must_use]
pub fn document() -> Value {
    let mut document = serde_json::to_value(Api::openapi()).unwrap_or_default();
    if let Some(document) = document.as_object_mut() {
        document.insert("webhooks".into(), hooks::described());
    }
    document
}

/// Answers the document; everybody may read it.
pub async fn serve() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "public, max-age=3600")], Json(document()))
}
