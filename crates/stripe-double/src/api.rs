//! The interface under `/v1`, as far as Kontor uses it, and a small page to look at what happened.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde_json::Value;

use crate::objects::{self, list};
use crate::params::Params;
use crate::state::{Answer, Confirmed, Failure, State};
use crate::{Shared, page};

type Pairs = Vec<(String, String)>;
type Ask = Extract<Arc<Shared>>;

pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/customers", post(create_customer))
        .route("/v1/checkout/sessions", post(create_session))
        .route("/v1/checkout/sessions/{id}", get(retrieve))
        .route("/v1/checkout/sessions/{id}/expire", post(expire_session))
        .route("/v1/payment_intents", post(create_intent).get(list_intents))
        .route("/v1/payment_intents/{id}", get(retrieve))
        .route("/v1/setup_intents/{id}", get(retrieve))
        .route("/v1/payment_methods/{id}", get(retrieve))
        .route("/v1/payment_methods/{id}/detach", post(detach))
        .route("/v1/refunds", post(create_refund).get(list_refunds))
        .route("/v1/events", get(list_events))
        .route("/", get(page::index))
        .route("/pay/{id}", get(page::show).post(page::pay))
        .route("/pay/{id}/authenticate", post(page::authenticate))
        .route("/control/debits", post(page::settle_debits))
        .route("/control/dispute/{id}", post(page::dispute))
        .with_state(shared)
}

fn answer(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// An answer that breaks off: promised, never sent.
fn cut() -> Response {
    let broken = futures::stream::once(async { Err::<String, _>(std::io::Error::other("cut")) });
    let mut response = Response::new(Body::from_stream(broken));
    response.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from_static("1000"));
    response
}

fn missing() -> (u16, Value) {
    (404, objects::error("invalid_request_error", Some("resource_missing"), None, "No such object.", None))
}

fn invalid(message: &str) -> (u16, Value) {
    (400, objects::error("invalid_request_error", Some("parameter_invalid"), None, message, None))
}

/// A request without a key of the test mode is refused, as Stripe does.
fn refused(headers: &HeaderMap) -> Option<Response> {
    let key = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let ok =
        key.strip_prefix("Bearer ").is_some_and(|k| k.starts_with("sk_test_") || k.starts_with("rk_test_"));
    (!ok).then(|| {
        answer(401, &objects::error("invalid_request_error", None, None, "Invalid API Key provided.", None))
    })
}

/// A write: once per idempotency key, whatever came of it.
async fn write(
    shared: &Shared,
    headers: &HeaderMap,
    path: &str,
    params: &Params,
    work: impl FnOnce(&mut State, i64) -> (u16, Value),
) -> Response {
    if let Some(refused) = refused(headers) {
        return refused;
    }
    let key = headers.get("idempotency-key").and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let fingerprint = params.fingerprint(path);
    let now = shared.now();
    let (response, late) = {
        let mut state = shared.state();
        if let Some(before) = state.answers.get(&key) {
            if before.fingerprint != fingerprint {
                let text = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
                return answer(400, &objects::error("idempotency_error", None, None, text, None));
            }
            let mut replayed = answer(before.status, &before.body);
            replayed.headers_mut().insert("idempotent-replayed", header::HeaderValue::from_static("true"));
            return replayed;
        }
        let failure = state.failures.pop_front();
        let (status, body) = match &failure {
            Some(Failure::RateLimit) => {
                let text = "Too many requests hit the API too quickly.";
                let body = objects::error("invalid_request_error", Some("rate_limit"), None, text, None);
                return answer(429, &body);
            }
            Some(Failure::CutBefore) => return cut(),
            Some(Failure::ServerError) => {
                (500, objects::error("api_error", None, None, "An unknown error occurred", None))
            }
            Some(Failure::Declined(_) | Failure::AuthenticationRequired) => {
                state.refusal.clone_from(&failure);
                let answer = work(&mut state, now);
                state.refusal = None;
                answer
            }
            Some(Failure::CutAfter | Failure::Late(_)) | None => work(&mut state, now),
        };
        if !key.is_empty() {
            state.answers.insert(key, Answer { fingerprint, status, body: body.clone() });
        }
        match failure {
            Some(Failure::CutAfter) => (cut(), None),
            Some(Failure::Late(by)) => (answer(status, &body), Some(by)),
            _ => (answer(status, &body), None),
        }
    };
    shared.changed();
    if let Some(by) = late {
        tokio::time::sleep(by).await;
    }
    response
}

async fn create_customer(ask: Ask, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Response {
    let params = Params::new(pairs);
    write(&ask, &headers, "customers", &params, |state, now| {
        let id = state.id("cus");
        let customer = objects::customer(
            &id,
            now,
            &params.text("name"),
            params.get("email"),
            &params.object("metadata"),
        );
        state.put(customer.clone());
        state.happened(now, "customer.created", &id);
        (200, customer)
    })
    .await
}

async fn create_session(ask: Ask, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Response {
    let params = Params::new(pairs);
    let address = ask.address;
    write(&ask, &headers, "sessions", &params, |state, now| {
        let customer = params.text("customer");
        if !state.objects.contains_key(&customer) {
            return missing();
        }
        let mode = params.text("mode");
        let amount = params.number("line_items[0][price_data][unit_amount]");
        if mode == "payment" && amount.is_none_or(|a| a < 50) {
            return invalid("The Checkout Session's total amount must convert to at least 50 cents.");
        }
        if params.get("success_url").is_none() {
            return invalid("Missing required param: success_url.");
        }
        let id = state.id("cs_test");
        let session = serde_json::json!({
            "id": id, "object": "checkout.session", "adaptive_pricing": {"enabled": false}, "after_expiration": null,
            "allow_promotion_codes": null, "amount_subtotal": amount, "amount_total": amount,
            "allowed_payment_method_types": params.list("allowed_payment_method_types"),
            "automatic_tax": {"enabled": false, "liability": null, "provider": null, "status": null},
            "billing_address_collection": null, "cancel_url": params.get("cancel_url"),
            "client_reference_id": params.get("client_reference_id"), "client_secret": null,
            "collected_information": null, "consent": null, "consent_collection": null, "created": now,
            "currency": params.get("line_items[0][price_data][currency]").or(params.get("currency")),
            "currency_conversion": null, "custom_fields": [],
            "custom_text": {"after_submit": null, "shipping_address": null, "submit": null,
                "terms_of_service_acceptance": null},
            "customer": customer, "customer_creation": null, "customer_details": null, "customer_email": null,
            "discounts": [], "expires_at": now + 86_400, "invoice": null, "invoice_creation": null,
            "livemode": false, "locale": params.get("locale"), "metadata": params.object("metadata"), "mode": mode,
            "payment_intent": null, "payment_link": null, "payment_method_collection": "if_required",
            "payment_method_configuration_details": null, "payment_method_options": {},
            "payment_method_types": params.list("allowed_payment_method_types"),
            "payment_status": if mode == "setup" { "no_payment_required" } else { "unpaid" },
            "permissions": null, "phone_number_collection": {"enabled": false}, "recovered_from": null,
            "saved_payment_method_options": null, "setup_intent": null, "shipping_address_collection": null,
            "shipping_cost": null, "shipping_options": [], "status": "open", "submit_type": null,
            "subscription": null, "success_url": params.get("success_url"),
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0}, "ui_mode": "hosted_page",
            "url": format!("http://{address}/pay/{id}"), "wallet_options": null,
            // What the page needs to know; Stripe keeps it to itself.
            "double": {
                "description": params.get("line_items[0][price_data][product_data][name]"),
                "save": params.get("payment_intent_data[setup_future_usage]"),
                "intent_metadata": params.object("payment_intent_data[metadata]"),
                "setup_metadata": params.object("setup_intent_data[metadata]"),
                "intent_description": params.get("payment_intent_data[description]"),
            }
        });
        state.put(session.clone());
        (200, session)
    })
    .await
}

async fn expire_session(ask: Ask, headers: HeaderMap, Path(id): Path<String>) -> Response {
    write(&ask, &headers, &format!("expire {id}"), &Params::default(), |state, now| {
        match state.get(&id).map(|s| s["status"].clone()) {
            None => missing(),
            Some(status) if status == "open" => {
                state.set(&id, "status", "expired".into());
                state.set(&id, "url", Value::Null);
                state.happened(now, "checkout.session.expired", &id);
                (200, state.get(&id).cloned().unwrap_or_default())
            }
            Some(_) => invalid("Only Checkout Sessions with a status in [\"open\"] can be expired."),
        }
    })
    .await
}

async fn create_intent(ask: Ask, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Response {
    let params = Params::new(pairs);
    write(&ask, &headers, "intents", &params, |state, now| {
        let (customer, method) = (params.text("customer"), params.text("payment_method"));
        let Some(amount) = params.number("amount").filter(|a| *a >= 50) else {
            return invalid("Amount must be at least 50 cents.");
        };
        match state.get(&method) {
            Some(m) if m["customer"] == customer.as_str() => {}
            _ => return missing(),
        }
        let id = state.id("pi");
        let mut intent = objects::intent(
            &id,
            now,
            amount,
            &params.text("currency"),
            &customer.as_str().into(),
            &params.object("metadata"),
        );
        intent["description"] = params.get("description").into();
        state.put(intent);
        state.happened(now, "payment_intent.created", &id);
        let confirmed = match state.refusal.take() {
            Some(Failure::Declined(code)) => state.refuse(now, &id, "card_declined", &code),
            Some(Failure::AuthenticationRequired) => {
                state.refuse(now, &id, "authentication_required", "authentication_required")
            }
            _ => state.confirm(now, &id, &method, !params.is("off_session"), false),
        };
        let intent = state.get(&id).cloned().unwrap_or_default();
        match confirmed {
            Confirmed::Refused(code, decline) => {
                let text = "Your card was declined.";
                (402, objects::error("card_error", Some(code), Some(&decline), text, Some(&intent)))
            }
            Confirmed::Through | Confirmed::Asks => (200, intent),
        }
    })
    .await
}

async fn detach(ask: Ask, headers: HeaderMap, Path(id): Path<String>) -> Response {
    write(&ask, &headers, &format!("detach {id}"), &Params::default(), |state, now| {
        match state.get(&id).map(|m| m["customer"].is_null()) {
            None => missing(),
            Some(true) => invalid("The payment method you provided is not attached to a customer."),
            Some(false) => {
                state.set(&id, "customer", Value::Null);
                state.happened(now, "payment_method.detached", &id);
                (200, state.get(&id).cloned().unwrap_or_default())
            }
        }
    })
    .await
}

async fn create_refund(ask: Ask, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Response {
    let params = Params::new(pairs);
    write(&ask, &headers, "refunds", &params, |state, now| {
        let intent = params.text("payment_intent");
        if state.get(&intent).is_none() {
            return missing();
        }
        let amount = params.number("amount").unwrap_or(0);
        // The dealer's balance at Stripe is empty, or the card is gone.
        if let Some(Failure::Declined(code)) = state.refusal.take() {
            let text = "The refund could not be made.";
            return (400, objects::error("invalid_request_error", Some(&code), None, text, None));
        }
        match state.refund(now, &intent, amount, &params.object("metadata")) {
            Some(refund) => (200, refund),
            None => invalid("Refund amount is greater than unrefunded amount on charge."),
        }
    })
    .await
}

async fn retrieve(
    ask: Ask,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Response {
    if let Some(refused) = refused(&headers) {
        return refused;
    }
    let params = Params::new(pairs);
    let state = ask.state();
    let Some(mut object) = state.get(&id).cloned() else {
        let (status, body) = missing();
        return answer(status, &body);
    };
    for field in params.list("expand") {
        if let Some(whole) = object[field].as_str().and_then(|id| state.get(id)) {
            object[field] = whole.clone();
        }
    }
    answer(200, &object)
}

/// A page of a list, newest first.
fn paged<'a>(params: &Params, url: &str, all: impl DoubleEndedIterator<Item = &'a Value>) -> Response {
    let since = params.number("created[gte]").unwrap_or(0);
    let limit = params.number("limit").and_then(|l| usize::try_from(l).ok()).unwrap_or(10).clamp(1, 100);
    let mut rows: Vec<Value> =
        all.rev().filter(|o| o["created"].as_i64().unwrap_or(0) >= since).cloned().collect();
    if let Some(after) = params.get("starting_after") {
        let at = rows.iter().position(|o| o["id"] == after).map_or(rows.len(), |at| at + 1);
        rows.drain(..at);
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    answer(200, &list(url, rows, more))
}

async fn list_intents(ask: Ask, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Response {
    if let Some(refused) = refused(&headers) {
        return refused;
    }
    let params = Params::new(pairs);
    let state = ask.state();
    let customer = params.text("customer");
    let rows: Vec<&Value> = state
        .of("payment_intent")
        .filter(|i| customer.is_empty() || i["customer"] == customer.as_str())
        .collect();
    paged(&params, "/v1/payment_intents", rows.into_iter())
}

async fn list_refunds(ask: Ask, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Response {
    if let Some(refused) = refused(&headers) {
        return refused;
    }
    let params = Params::new(pairs);
    let state = ask.state();
    let intent = params.text("payment_intent");
    let rows: Vec<&Value> =
        state.of("refund").filter(|r| intent.is_empty() || r["payment_intent"] == intent.as_str()).collect();
    paged(&params, "/v1/refunds", rows.into_iter())
}

async fn list_events(ask: Ask, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Response {
    if let Some(refused) = refused(&headers) {
        return refused;
    }
    paged(&Params::new(pairs), "/v1/events", ask.state().events.iter())
}
