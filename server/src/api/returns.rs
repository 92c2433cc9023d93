//! Returns: the list, one return, and announcing one.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::returns::{
    AskedLine, Condition, Credit, DecideReturn, ReceiveReturn, ReceivedLine, RequestReturn, ReturnFilter,
    ReturnLine, ReturnReason, ReturnState, ReturnSummary, ReturnView, VerdictLine, WithdrawReturn,
};
use kontor_domain::{Error, Money, OrderId, Problem as FieldProblem, Quantity, ReturnId, WarehouseId};
use kontor_service::returns;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText, Number, created};
use crate::router::AppState;

/// Which returns to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReturnSearch {
    /// `requested`, `received`, `credited`, `refused` or `withdrawn`.
    #[param(pattern = "^(requested|received|credited|refused|withdrawn)$")]
    state: Option<String>,
    /// Number of a return, for example `K7F-4RTM-R1`, or the case code of an order.
    code: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Returns, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnPage {
    returns: Vec<ApiReturnSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A return in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiReturnSummary {
    id: String,
    #[schema(example = "K7F-4RTM-R1")]
    code: String,
    company: String,
    state: &'static str,
    /// Wall time of the dealer.
    requested_at: String,
    requested_by: String,
    lines: u32,
    /// What it comes to, VAT included.
    gross: ApiMoney,
    /// Number of the credit, once there is one.
    credit: Option<String>,
}

/// A return with its lines and what became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiReturn {
    id: String,
    code: String,
    /// Id of the order.
    order: String,
    case: String,
    company: String,
    state: &'static str,
    requested_at: String,
    requested_by: String,
    words: String,
    lines: Vec<ApiReturnLine>,
    /// What it comes to, as far as it is known.
    net: ApiMoney,
    gross: ApiMoney,
    /// What the dealer wrote with the decision.
    answer: String,
    /// Absent until it is decided, and when nothing is due.
    credit: Option<ApiCreditNote>,
    /// Counts up with every change.
    version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiReturnLine {
    /// Of the order.
    position: u32,
    /// Absent for what is no part.
    part: Option<String>,
    name: ApiText,
    /// `not_needed`, `ordered_wrong`, `wrong_delivery`, `transport_damage`, `defect` or `core`.
    reason: &'static str,
    #[schema(value_type = Number)]
    quantity: Decimal,
    /// What the dealer keeps, net.
    fee: ApiMoney,
    /// Core deposits that come back with it, net.
    deposit: ApiMoney,
    /// Net, deposits included.
    credit: ApiMoney,
    /// Absent before it was received.
    #[schema(value_type = Option<Number>)]
    received: Option<Decimal>,
    /// `sellable`, `used` or `damaged`; absent before it was received.
    condition: Option<&'static str>,
    /// Absent before it was decided.
    accepted: Option<bool>,
    /// The dealer's words about it.
    reason_given: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCreditNote {
    #[schema(example = "GS-2026-00017")]
    number: String,
    gross: ApiMoney,
    /// What goes back the way it was paid; the rest stays on account.
    refund: ApiMoney,
}

/// A return to announce.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReturn {
    /// Id of the order.
    order: String,
    lines: Vec<NewReturnLine>,
    /// What happened; needed for `wrong_delivery`, `transport_damage` and `defect`.
    #[serde(default)]
    words: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReturnLine {
    /// Of the order.
    position: u32,
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    /// `not_needed`, `ordered_wrong`, `wrong_delivery`, `transport_damage`, `defect` or `core`.
    #[schema(pattern = "^(not_needed|ordered_wrong|wrong_delivery|transport_damage|defect|core)$")]
    reason: String,
}

/// What was announced or asked, and is not wanted after all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// `version` of what was read.
    pub(super) version: i64,
}

/// What arrived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// `version` of the return that was read.
    version: i64,
    /// Where it is.
    #[schema(example = "ulm")]
    warehouse: String,
    lines: Vec<ReceiptLine>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptLine {
    /// Of the order.
    position: u32,
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    /// `sellable`, `used` or `damaged`.
    #[schema(pattern = "^(sellable|used|damaged)$")]
    condition: String,
}

/// What becomes of a return.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// `version` of the return that was read.
    version: i64,
    /// Every line.
    lines: Vec<Verdict>,
    /// The customer reads it.
    #[serde(default)]
    words: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Of the order.
    position: u32,
    accepted: bool,
    /// What the dealer keeps, net, EUR; absent as announced.
    #[serde(default)]
    #[schema(value_type = Option<Number>)]
    fee: Option<Decimal>,
    /// Needed for a no, and for a fee above the announced one.
    #[serde(default)]
    reason: String,
}

/// Lists returns
///
/// With a key of a company its own, with a key of the dealer all.
#[utoipa::path(get, path = "/api/v1/returns", tag = "returns", params(ReturnSearch), responses(
    (status = 200, body = ReturnPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<ReturnSearch>,
) -> Result<Json<ReturnPage>, ApiError> {
    let parse =
        |text: &str| ReturnState::parse(text).ok_or_else(|| Error::invalid("state", FieldProblem::NotACode));
    let filter = ReturnFilter {
        state: search.state.as_deref().map(parse).transpose()?,
        code: search.code,
        after: search.after,
    };
    let page = returns::returns(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let state = filter.state.map(|s| format!("&state={}", s.code())).unwrap_or_default();
        format!("{}/returns?after={}{state}", super::ROOT, encoded(after))
    });
    Ok(Json(ReturnPage { returns: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one return
#[utoipa::path(get, path = "/api/v1/returns/{id}", tag = "returns", params(("id" = String, Path, description = "Id of the return")),
    responses((status = 200, body = ApiReturn), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiReturn>, ApiError> {
    Ok(Json(returns::goods_return(&state.kontor, &actor, &ReturnId(id)).await?.into()))
}

/// Announces a return
///
/// Of an order that was shipped, at least in part. Needs the right `order`, with a key of the dealer `confirm_orders`. The fee is
/// the one of the part's terms; look at `lines` of the answer. The same `Idempotency-Key` again answers the same return. Errors
/// name a line by its position: `quantity.3`.
#[utoipa::path(post, path = "/api/v1/returns", tag = "returns", request_body = NewReturn,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each return")),
    responses((status = 201, body = ApiReturn), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn announce(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewReturn>,
) -> Result<Response, ApiError> {
    let line = |(i, line): (usize, &NewReturnLine)| {
        let reason = ReturnReason::parse(&line.reason)
            .ok_or_else(|| Error::invalid(format!("lines[{i}].reason"), FieldProblem::NotACode))?;
        Ok(AskedLine { position: line.position, quantity: Quantity(line.quantity), reason })
    };
    let lines = new.lines.iter().enumerate().map(line).collect::<Result<_, Error>>()?;
    let command = RequestReturn { key, order: OrderId(new.order), lines, words: new.words, seen: None };
    let view = returns::request_return(&state.kontor, &actor, &command).await?;
    Ok(created(&format!("/returns/{}", view.id), ApiReturn::from(view)))
}

/// Takes back what was announced, as long as it has not arrived
#[utoipa::path(post, path = "/api/v1/returns/{id}/withdraw", tag = "returns", request_body = Withdraw,
    params(("id" = String, Path, description = "Id of the return")),
    responses((status = 200, body = ApiReturn), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Withdraw>,
) -> Result<Json<ApiReturn>, ApiError> {
    let command = WithdrawReturn { id: ReturnId(id), version: said.version };
    Ok(Json(returns::withdraw_return(&state.kontor, &actor, &command).await?.into()))
}

/// Says what arrived, and how it is
///
/// Needs the right `ship_orders`. A line that is not named did not arrive. Nothing goes on the shelf before it is decided.
#[utoipa::path(post, path = "/api/v1/returns/{id}/receive", tag = "returns", request_body = Receipt,
    params(("id" = String, Path, description = "Id of the return")),
    responses((status = 200, body = ApiReturn), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn receive(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Receipt>,
) -> Result<Json<ApiReturn>, ApiError> {
    let line = |(i, line): (usize, &ReceiptLine)| {
        let condition = Condition::parse(&line.condition)
            .ok_or_else(|| Error::invalid(format!("lines[{i}].condition"), FieldProblem::NotACode))?;
        Ok(ReceivedLine { position: line.position, quantity: Quantity(line.quantity), condition })
    };
    let lines = said.lines.iter().enumerate().map(line).collect::<Result<_, Error>>()?;
    let warehouse = WarehouseId(said.warehouse);
    let command = ReceiveReturn { id: ReturnId(id), version: said.version, warehouse, lines };
    Ok(Json(returns::receive_return(&state.kontor, &actor, &command).await?.into()))
}

/// Decides about a return that has arrived
///
/// Needs the right `confirm_orders`. What is accepted is credited, what was paid goes back the way it came. Errors name a line by
/// its position: `fee.3`.
#[utoipa::path(post, path = "/api/v1/returns/{id}/decide", tag = "returns", request_body = Decision,
    params(("id" = String, Path, description = "Id of the return")),
    responses((status = 200, body = ApiReturn), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn decide(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Decision>,
) -> Result<Json<ApiReturn>, ApiError> {
    let lines = said.lines.into_iter().map(Into::into).collect();
    let command = DecideReturn { id: ReturnId(id), version: said.version, lines, words: said.words };
    Ok(Json(returns::decide_return(&state.kontor, &actor, &command).await?.into()))
}

impl From<Verdict> for VerdictLine {
    fn from(v: Verdict) -> Self {
        Self { position: v.position, accepted: v.accepted, fee: v.fee.map(Money::eur), reason: v.reason }
    }
}

impl From<ReturnSummary> for ApiReturnSummary {
    fn from(r: ReturnSummary) -> Self {
        Self {
            id: r.id.0,
            code: r.code,
            company: r.company_name,
            state: r.state.code(),
            requested_at: r.requested_at.to_string(),
            requested_by: r.requested_by,
            lines: r.lines,
            gross: r.gross.into(),
            credit: r.credit,
        }
    }
}

impl From<ReturnView> for ApiReturn {
    fn from(r: ReturnView) -> Self {
        Self {
            id: r.id.0,
            code: r.code,
            order: r.order.0,
            case: r.case.to_string(),
            company: r.company_name,
            state: r.state.code(),
            requested_at: r.requested_at.to_string(),
            requested_by: r.requested_by,
            words: r.words,
            lines: r.lines.into_iter().map(Into::into).collect(),
            net: r.totals.net.into(),
            gross: r.totals.gross.into(),
            answer: r.answer,
            credit: r.credit.map(Into::into),
            version: r.version,
        }
    }
}

impl From<Credit> for ApiCreditNote {
    fn from(c: Credit) -> Self {
        Self { number: c.number, gross: c.totals.gross.into(), refund: c.refund.into() }
    }
}

impl From<ReturnLine> for ApiReturnLine {
    fn from(l: ReturnLine) -> Self {
        let now = l.now();
        let accepted = l.decided.is_some().then(|| !l.refused());
        Self {
            position: l.position,
            part: l.part.is_some().then_some(l.number),
            name: l.name.into(),
            reason: l.reason.code(),
            quantity: l.asked.quantity.0,
            fee: now.fee.into(),
            deposit: now.deposit.into(),
            credit: now.credit().into(),
            received: l.received.map(|r| r.quantity.0),
            condition: l.received.map(|r| r.condition.code()),
            accepted,
            reason_given: l.decided.map(|d| d.reason).unwrap_or_default(),
        }
    }
}
