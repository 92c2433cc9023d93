//! Prices on request: asking, and the dealer's answer.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::catalog::PartNumber;
use kontor_domain::pricing::{
    AnswerPrice, AskPrice, DeclinePrice, PriceOffer, PriceRequest, RequestFilter, RequestState, WithdrawPrice,
};
use kontor_domain::{Date, Error, PriceRequestId, Problem as FieldProblem, Quantity};
use kontor_service::pricing;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::returns::Withdraw;
use super::shapes::{ApiMoney, ApiText, Number, created};
use crate::router::AppState;

/// Which requests to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestSearch {
    /// `open`, `answered`, `declined` or `withdrawn`.
    state: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Requests, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestPage {
    price_requests: Vec<ApiPriceRequest>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A question what a part costs, and the answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPriceRequest {
    id: String,
    company: String,
    #[schema(example = "HY-4711.20-F")]
    part: String,
    name: ApiText,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    unit: &'static str,
    /// When it would be wanted.
    #[schema(value_type = Option<String>, format = Date)]
    wish: Option<String>,
    note: String,
    /// `open`, `answered`, `declined` or `withdrawn`.
    state: &'static str,
    /// Wall time of the dealer.
    asked_at: String,
    asked_by: String,
    /// Absent until it is answered, and when it was declined.
    offer: Option<ApiOffer>,
    /// What the dealer wrote with the answer; the reason, when declined.
    words: String,
    /// Send it back with the answer; an old one is refused.
    version: i64,
}

/// The customer's own price from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOffer {
    /// For one unit.
    net: ApiMoney,
    #[schema(value_type = Number, example = "1")]
    from: Decimal,
    /// Last day; absent when it holds without an end.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<String>,
}

/// What is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPriceRequest {
    /// Part number as printed.
    part: String,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    wish: Option<Date>,
    #[serde(default)]
    note: String,
}

/// The answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceAnswer {
    version: i64,
    /// For one unit, EUR.
    #[schema(value_type = Number, example = "118.00")]
    net: Decimal,
    #[schema(value_type = Number, example = "1")]
    from: Decimal,
    /// Last day; absent for no end.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    #[serde(default)]
    words: String,
}

/// An answer without a price.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceRefusal {
    version: i64,
    /// The customer reads it.
    reason: String,
}

/// Lists price requests
///
/// Those of the company; with a key of the dealer, which needs `manage_customers`, all.
#[utoipa::path(get, path = "/api/v1/price-requests", tag = "prices", params(RequestSearch), responses(
    (status = 200, body = RequestPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<RequestSearch>,
) -> Result<Json<RequestPage>, ApiError> {
    let parse =
        |text: &str| RequestState::parse(text).ok_or_else(|| Error::invalid("state", FieldProblem::NotACode));
    let filter =
        RequestFilter { state: search.state.as_deref().map(parse).transpose()?, after: search.after };
    let page = pricing::price_requests(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let state = filter.state.map(|s| format!("&state={}", s.code())).unwrap_or_default();
        format!("{}/price-requests?after={}{state}", super::ROOT, encoded(after))
    });
    Ok(Json(RequestPage { price_requests: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one price request
#[utoipa::path(get, path = "/api/v1/price-requests/{id}", tag = "prices",
    params(("id" = String, Path, description = "Id of the request")),
    responses((status = 200, body = ApiPriceRequest), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiPriceRequest>, ApiError> {
    Ok(Json(pricing::price_request(&state.kontor, &actor, &PriceRequestId(id)).await?.into()))
}

/// Asks what a part costs
///
/// For parts without a price for the company. Needs the right `order`. The same `Idempotency-Key` again answers the same request.
#[utoipa::path(post, path = "/api/v1/price-requests", tag = "prices", request_body = NewPriceRequest,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each request")),
    responses((status = 201, body = ApiPriceRequest), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn ask(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewPriceRequest>,
) -> Result<Response, ApiError> {
    let part = PartNumber::parse(&new.part).map_err(|problem| Error::invalid("part", problem))?.key();
    let command = AskPrice { key, part, quantity: Quantity(new.quantity), wish: new.wish, note: new.note };
    let request = pricing::ask_price(&state.kontor, &actor, &command).await?;
    Ok(created(&format!("/price-requests/{}", request.id), ApiPriceRequest::from(request)))
}

/// Answers with a price
///
/// It is the customer's own from now on. Needs the right `manage_customers`.
#[utoipa::path(post, path = "/api/v1/price-requests/{id}/answer", tag = "prices", request_body = PriceAnswer,
    params(("id" = String, Path, description = "Id of the request")),
    responses((status = 200, body = ApiPriceRequest), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(answer): Body<PriceAnswer>,
) -> Result<Json<ApiPriceRequest>, ApiError> {
    let command = AnswerPrice {
        id: PriceRequestId(id),
        version: answer.version,
        net: answer.net,
        from: Quantity(answer.from),
        until: answer.until,
        words: answer.words,
    };
    Ok(Json(pricing::answer_price(&state.kontor, &actor, &command).await?.into()))
}

/// Answers without a price
///
/// Needs the right `manage_customers`.
#[utoipa::path(post, path = "/api/v1/price-requests/{id}/decline", tag = "prices", request_body = PriceRefusal,
    params(("id" = String, Path, description = "Id of the request")),
    responses((status = 200, body = ApiPriceRequest), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn decline(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(refusal): Body<PriceRefusal>,
) -> Result<Json<ApiPriceRequest>, ApiError> {
    let command = DeclinePrice { id: PriceRequestId(id), version: refusal.version, reason: refusal.reason };
    Ok(Json(pricing::decline_price(&state.kontor, &actor, &command).await?.into()))
}

/// No longer asks, as long as it is not answered
///
/// Needs the right `order`.
#[utoipa::path(post, path = "/api/v1/price-requests/{id}/withdraw", tag = "prices", request_body = Withdraw,
    params(("id" = String, Path, description = "Id of the request")),
    responses((status = 200, body = ApiPriceRequest), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Withdraw>,
) -> Result<Json<ApiPriceRequest>, ApiError> {
    let command = WithdrawPrice { id: PriceRequestId(id), version: said.version };
    Ok(Json(pricing::withdraw_price(&state.kontor, &actor, &command).await?.into()))
}

impl From<PriceRequest> for ApiPriceRequest {
    fn from(r: PriceRequest) -> Self {
        Self {
            id: r.id.0,
            company: r.company.0,
            part: r.number,
            name: r.name.into(),
            quantity: r.quantity.0,
            unit: r.unit.code(),
            wish: r.wish.map(|day| day.to_string()),
            note: r.note,
            state: r.state.code(),
            asked_at: r.asked_at.to_string(),
            asked_by: r.asked_by,
            offer: r.offer.map(Into::into),
            words: r.words,
            version: r.version,
        }
    }
}

impl From<PriceOffer> for ApiOffer {
    fn from(offer: PriceOffer) -> Self {
        Self { net: offer.net.into(), from: offer.from.0, until: offer.until.map(|day| day.to_string()) }
    }
}
