//! Webhooks out: endpoints, their log, and the form of what is sent to them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use kontor_domain::hooks::{
    Attempt, ChangeHook, DeliveryFilter, DeliveryState, DeliveryView, HookKind, HookView, MakeHook,
};
use kontor_domain::{Error, HookId, Language, Problem as FieldProblem};
use kontor_service::hooks;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, created};
use crate::router::AppState;

/// The endpoints of a company, or of the dealer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiHooks {
    hooks: Vec<ApiHook>,
    /// What can be chosen, by its name in `type`.
    kinds: Vec<&'static str>,
}

/// Somewhere that is told what happens.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiHook {
    id: String,
    url: String,
    description: String,
    /// What is told; absent for everything, also what is added later.
    kinds: Option<Vec<&'static str>>,
    /// `on`, `paused` (what happens waits) or `stopped` (by us: nothing is taken there).
    #[schema(example = "on")]
    state: &'static str,
    /// Since when nothing was taken there. Wall time of the dealer.
    #[schema(example = "2026-11-24T09:30:00")]
    failing: Option<String>,
    made_by: String,
    made: String,
    /// Until when the secret before this one signs too.
    both_until: Option<String>,
    /// Counts up with every change.
    version: i64,
}

/// An endpoint to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHook {
    /// With https, and on the Internet unless the dealer allows otherwise.
    #[schema(example = "https://erp.example/kontor")]
    url: String,
    #[serde(default)]
    description: String,
    /// Leave it out for everything.
    kinds: Option<Vec<String>>,
}

/// An endpoint as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HookChange {
    version: i64,
    url: String,
    #[serde(default)]
    description: String,
    kinds: Option<Vec<String>>,
    /// `true` to let it rest, `false` to go on; absent to leave that alone.
    paused: Option<bool>,
}

/// An endpoint, or a new secret of one. The secret is told this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiMadeHook {
    id: String,
    /// For the signature: hand it to a library for Standard Webhooks as it is.
    #[schema(example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")]
    secret: String,
}

/// For which version of the endpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    version: i64,
}

/// The message that was left for sending.
#[derive(Debug, Serialize, ToSchema)]
pub struct Left {
    delivery: String,
}

/// Which deliveries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliverySearch {
    /// `waiting`, `delivered` or `failed`.
    state: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Deliveries, newest first. They are kept for 30 days.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryPage {
    deliveries: Vec<ApiDelivery>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDelivery {
    id: String,
    /// What the receiver knows it by (`webhook-id`).
    event: String,
    #[serde(rename = "type")]
    #[schema(example = "order.placed")]
    kind: String,
    /// `waiting`, `delivered` or `failed`.
    #[schema(example = "delivered")]
    state: &'static str,
    at: String,
    /// When it is tried next.
    next: Option<String>,
    /// Oldest first.
    attempts: Vec<ApiAttempt>,
    /// Byte by byte what is sent.
    body: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiAttempt {
    at: String,
    /// The HTTP status; absent when there was no answer.
    status: Option<u16>,
    /// How long it took, in milliseconds.
    millis: u32,
    /// The beginning of the answer.
    answer: String,
    /// Why there was none, or none that counts.
    error: Option<String>,
}

/// What is sent: a POST with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of the Standard Webhooks
/// specification. Answer with any 2xx within 10 seconds. It may come more than once and in any order: `id` tells.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiMessage {
    /// The same each time it is sent.
    id: String,
    #[serde(rename = "type")]
    #[schema(example = "order.placed")]
    kind: String,
    /// When it happened, UTC.
    #[schema(example = "2026-11-24T08:30:00Z")]
    timestamp: String,
    data: ApiMessageData,
}

/// What it is about. What does not belong to a type is absent; what is said here in short is read whole at `resource`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiMessageData {
    /// Id of the company.
    company: Option<String>,
    #[schema(example = "K7F-4RTM")]
    case: Option<String>,
    /// The company's own order number.
    po_number: Option<String>,
    /// Id of the order.
    order: Option<String>,
    /// Id of the return.
    #[serde(rename = "return")]
    goods_return: Option<String>,
    /// Id of the recurring order.
    recurring_order: Option<String>,
    /// Id of the configuration.
    configuration: Option<String>,
    /// Number of the offer.
    #[schema(example = "K7F-4RTM-1")]
    offer: Option<String>,
    /// Which version of the offer.
    version: Option<u32>,
    /// Where the whole of it is read with a key.
    #[schema(example = "https://teile.example/api/v1/orders/01JD3Z6M8V2K4T5W7X9Y1A3C5E")]
    resource: Option<String>,
    /// How many lines.
    lines: Option<u32>,
    /// Part number as printed.
    part: Option<String>,
    #[schema(value_type = Option<String>, example = "2")]
    quantity: Option<Decimal>,
    /// The day that holds from now on.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-01")]
    date: Option<String>,
    /// The day that held before.
    #[schema(value_type = Option<String>, format = Date)]
    before: Option<String>,
    /// In words, as the customer reads it; of a failed payment the bank's code.
    reason: Option<String>,
    /// `wait`, `split`, `substitute`, `cancel` or `expedite`.
    choice: Option<String>,
    carrier: Option<String>,
    tracking: Option<String>,
    amount: Option<ApiMoney>,
    /// Number of a return, as on its slip.
    #[schema(example = "K7F-4RTM-R1")]
    code: Option<String>,
    /// Number of a credit.
    credit: Option<String>,
}

/// Lists the endpoints
///
/// Those of the company; for the dealer's keys the dealer's own.
#[utoipa::path(get, path = "/api/v1/hooks", tag = "hooks", responses(
    (status = 200, body = ApiHooks), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, Caller(actor): Caller) -> Result<Json<ApiHooks>, ApiError> {
    let view = hooks::hooks(&state.kontor, &actor).await?;
    let kinds = view.kinds.into_iter().map(HookKind::code).collect();
    Ok(Json(ApiHooks { hooks: view.hooks.into_iter().map(Into::into).collect(), kinds }))
}

/// Makes an endpoint
///
/// The same `Idempotency-Key` again answers the same endpoint with the same secret.
#[utoipa::path(post, path = "/api/v1/hooks", tag = "hooks", request_body = NewHook,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each endpoint")),
    responses((status = 201, body = ApiMadeHook), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewHook>,
) -> Result<Response, ApiError> {
    let command =
        MakeHook { key, url: new.url, description: new.description, kinds: new.kinds.map(read).transpose()? };
    let made = hooks::make_hook(&state.kontor, &actor, &command).await?;
    let at = format!("/hooks/{}", made.id);
    Ok(created(&at, ApiMadeHook { id: made.id.0, secret: made.secret }))
}

/// Shows one endpoint
#[utoipa::path(get, path = "/api/v1/hooks/{id}", tag = "hooks", params(("id" = String, Path, description = "Id of the endpoint")),
    responses((status = 200, body = ApiHook), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiHook>, ApiError> {
    shown(&state, &actor, HookId(id)).await
}

/// Changes an endpoint, lets it rest or go on
#[utoipa::path(put, path = "/api/v1/hooks/{id}", tag = "hooks", request_body = HookChange,
    params(("id" = String, Path, description = "Id of the endpoint")),
    responses((status = 200, body = ApiHook), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(change): Body<HookChange>,
) -> Result<Json<ApiHook>, ApiError> {
    let id = HookId(id);
    let command = ChangeHook {
        id: id.clone(),
        version: change.version,
        url: change.url,
        description: change.description,
        kinds: change.kinds.map(read).transpose()?,
    };
    hooks::change_hook(&state.kontor, &actor, &command).await?;
    match change.paused {
        Some(true) => hooks::pause_hook(&state.kontor, &actor, &id).await?,
        Some(false) => hooks::resume_hook(&state.kontor, &actor, &id).await?,
        None => {}
    }
    shown(&state, &actor, id).await
}

/// Takes an endpoint away
///
/// Nothing is sent there any more, also not what waits.
#[utoipa::path(delete, path = "/api/v1/hooks/{id}", tag = "hooks", params(("id" = String, Path, description = "Id of the endpoint")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    hooks::delete_hook(&state.kontor, &actor, &HookId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new secret
///
/// For 24 hours messages carry the signatures of both.
#[utoipa::path(post, path = "/api/v1/hooks/{id}/secret", tag = "hooks", request_body = Rotation,
    params(("id" = String, Path, description = "Id of the endpoint")),
    responses((status = 200, body = ApiMadeHook), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn rotate(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(rotation): Body<Rotation>,
) -> Result<Json<ApiMadeHook>, ApiError> {
    let made = hooks::rotate_hook(&state.kontor, &actor, &HookId(id), rotation.version).await?;
    Ok(Json(ApiMadeHook { id: made.id.0, secret: made.secret }))
}

/// Sends a test
///
/// Of the type `hook.test`; ten in a minute at most.
#[utoipa::path(post, path = "/api/v1/hooks/{id}/test", tag = "hooks", params(("id" = String, Path, description = "Id of the endpoint")),
    responses((status = 202, body = Left), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn test(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Left>), ApiError> {
    let delivery = hooks::test_hook(&state.kontor, &actor, &HookId(id)).await?;
    Ok((StatusCode::ACCEPTED, Json(Left { delivery })))
}

/// Lists what was sent to an endpoint
#[utoipa::path(get, path = "/api/v1/hooks/{id}/deliveries", tag = "hooks",
    params(("id" = String, Path, description = "Id of the endpoint"), DeliverySearch),
    responses((status = 200, body = DeliveryPage), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn deliveries(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Params(search): Params<DeliverySearch>,
) -> Result<Json<DeliveryPage>, ApiError> {
    let wanted = search.state.as_deref().map(|code| {
        DeliveryState::parse(code).ok_or_else(|| Error::invalid("state", FieldProblem::NotACode))
    });
    let filter = DeliveryFilter { hook: HookId(id), state: wanted.transpose()?, after: search.after };
    let page = hooks::hook_log(&state.kontor, &actor, &filter).await?.deliveries;
    let next = page.next.map(|after| {
        let state = filter.state.map_or_else(String::new, |state| format!("&state={}", state.code()));
        format!("{}/hooks/{}/deliveries?after={}{state}", super::ROOT, filter.hook, encoded(&after))
    });
    let deliveries = page.items.into_iter().map(|d| ApiDelivery::new(d, actor.language)).collect();
    Ok(Json(DeliveryPage { deliveries, next }))
}

/// Sends a message once more
///
/// Under the same `webhook-id`. One that waits is sent now.
#[utoipa::path(post, path = "/api/v1/hooks/{id}/deliveries/{delivery}/resend", tag = "hooks",
    params(("id" = String, Path, description = "Id of the endpoint"), ("delivery" = String, Path, description = "Id of the delivery")),
    responses((status = 202, body = ApiDelivery), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn resend(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<(StatusCode, Json<ApiDelivery>), ApiError> {
    let id = HookId(id);
    hooks::resend(&state.kontor, &actor, &id, &delivery).await?;
    let left = hooks::delivery(&state.kontor, &actor, &id, &delivery).await?;
    Ok((StatusCode::ACCEPTED, Json(ApiDelivery::new(left, actor.language))))
}

async fn shown(
    state: &AppState,
    actor: &kontor_domain::accounts::Actor,
    hook: HookId,
) -> Result<Json<ApiHook>, ApiError> {
    let filter = DeliveryFilter { hook, ..DeliveryFilter::default() };
    Ok(Json(hooks::hook_log(&state.kontor, actor, &filter).await?.hook.into()))
}

fn read(codes: Vec<String>) -> Result<Vec<HookKind>, Error> {
    let kind =
        |code: String| HookKind::parse(&code).ok_or_else(|| Error::invalid("kinds", FieldProblem::NotACode));
    codes.into_iter().map(kind).collect()
}

impl From<HookView> for ApiHook {
    fn from(hook: HookView) -> Self {
        Self {
            id: hook.id.0,
            url: hook.url,
            description: hook.description,
            kinds: hook.kinds.map(|kinds| kinds.into_iter().map(HookKind::code).collect()),
            state: hook.state.code(),
            failing: hook.failing.map(|at| at.to_string()),
            made_by: hook.made_by,
            made: hook.made.to_string(),
            both_until: hook.both_until.map(|at| at.to_string()),
            version: hook.version,
        }
    }
}

impl ApiDelivery {
    fn new(d: DeliveryView, language: Language) -> Self {
        let attempt = |a: Attempt| ApiAttempt {
            at: a.at.to_string(),
            status: a.status,
            millis: a.millis,
            answer: a.answer,
            error: a.trouble.map(|trouble| trouble.text(language)),
        };
        Self {
            id: d.id,
            event: d.event,
            kind: d.kind,
            state: d.state.code(),
            at: d.at.to_string(),
            next: d.next.map(|at| at.to_string()),
            attempts: d.attempts.into_iter().map(attempt).collect(),
            body: d.body,
        }
    }
}

/// The part `webhooks` of the description: one entry per kind, all of one form.
pub(super) fn described() -> serde_json::Value {
    let headers: Vec<serde_json::Value> = ["webhook-id", "webhook-timestamp", "webhook-signature"]
        .into_iter()
        .map(|name| serde_json::json!({ "name": name, "in": "header", "required": true, "schema": { "type": "string" } }))
        .collect();
    let all = HookKind::ALL.iter().map(|kind| {
        let audience = match kind {
            HookKind::Test => "Sent on request, to one endpoint.",
            kind if kind.for_customers() => "To the company and to the dealer.",
            _ => "To the dealer.",
        };
        let operation = serde_json::json!({
            "tags": ["hooks"],
            "summary": kind.word(Language::En),
            "description": audience,
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ApiMessage" } } },
            },
            "parameters": headers,
            "security": [],
            "responses": {
                "2XX": { "description": "Taken." },
                "410": { "description": "Nothing is wanted here any more: the endpoint is stopped." },
                "default": { "description": "Not taken: it is sent again for about three days." },
            },
        });
        (kind.code().to_owned(), serde_json::json!({ "post": operation }))
    });
    serde_json::Value::Object(all.collect())
}
