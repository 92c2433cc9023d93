//! The way of an order after it was placed: for the dealer's systems, and cancelling for the customer's too.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::carts::quick::QuickRow;
use kontor_domain::orders::{
    CancelOrder, ChangeDraft, ChangeOrder, ChangedLine, ConfirmOrder, MovedLine, ReleaseOrder,
};
use kontor_domain::payments::RefundPayment;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{Date, Money, OrderId, Quantity};
use kontor_service::{orders, payments, shipments};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, Once};
use super::orders::{ApiOrder, NewLine};
use super::problem::{ApiError, Problem};
use super::shapes::{Number, created};
use crate::router::AppState;

/// An order that is no longer wanted, or cannot be delivered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// `version` of the order that was read.
    version: i64,
    /// The dealer must say why.
    #[serde(default)]
    reason: String,
}

/// What is to be otherwise about an order that was just placed. What is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// `version` of the order that was read.
    version: i64,
    #[serde(default)]
    po_number: Option<String>,
    #[serde(default)]
    note: Option<String>,
    /// New quantities of lines; zero takes a line off.
    #[serde(default)]
    lines: Vec<LineQuantity>,
    /// Parts that come onto the order.
    #[serde(default)]
    add: Vec<NewLine>,
    /// The net sum afterwards, EUR, that was expected; with another one nothing is changed. Absent: at whatever price holds.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "145.80")]
    net: Option<Decimal>,
}

/// A confirmation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// `version` of the order that was read.
    version: i64,
    /// Lines that come on another day than promised; the others come as promised.
    #[serde(default)]
    moved: Vec<Moved>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    position: u32,
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// The buyer reads it.
    reason: String,
}

/// Why an order goes on that the company's credit does not cover.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// `version` of the order that was read.
    version: i64,
    /// The customer reads it.
    reason: String,
}

/// An order that is packed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// `version` of the order that was read.
    version: i64,
}

/// A parcel that is handed to the carrier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShipment {
    /// `version` of the order that was read.
    version: i64,
    /// Not asked for where the customer collects it.
    #[serde(default)]
    #[schema(example = "DPD")]
    carrier: String,
    /// Of several parcels each, divided by commas.
    #[serde(default)]
    tracking: String,
    /// Why it leaves before the rest, where the customer wants everything together; the customer reads it.
    #[serde(default)]
    reason: String,
    /// Who collects it, where the customer does.
    #[serde(default)]
    collected_by: String,
    /// What is in it; everything that is still open when empty.
    #[serde(default)]
    lines: Vec<LineQuantity>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineQuantity {
    position: u32,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
}

/// Money to give back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// Gross, EUR.
    #[schema(value_type = Number, example = "57.83")]
    amount: Decimal,
    #[serde(default)]
    reason: String,
}

/// Cancels an order that is not packed yet
///
/// The customer's key needs the right `order`, the dealer's `confirm_orders`. Stock and budget are free again, what was paid goes back.
#[utoipa::path(post, path = "/api/v1/orders/{id}/cancel", tag = "orders", request_body = Cancel,
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn cancel(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Cancel>,
) -> Result<Json<ApiOrder>, ApiError> {
    let command = CancelOrder { order: OrderId(id), version: said.version, reason: said.reason };
    Ok(Json(orders::cancel_order(&state.kontor, &actor, &command).await?.into()))
}

/// Changes an order that was just placed
///
/// Within an hour and before the dealer has confirmed it (`change_until` of the order). Needs a key of the company with the right
/// `order`. What is changed counts at today's price and stock. The same `Idempotency-Key` again changes nothing.
#[utoipa::path(post, path = "/api/v1/orders/{id}/change", tag = "orders", request_body = Change,
    params(("id" = String, Path, description = "Id of the order"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each change")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(said): Body<Change>,
) -> Result<Json<ApiOrder>, ApiError> {
    let lines = said.lines.into_iter();
    let lines = lines.map(|l| ChangedLine { position: l.position, quantity: Quantity(l.quantity) });
    let row =
        |l: NewLine| QuickRow { number: l.part, quantity: l.quantity.to_string(), ..QuickRow::default() };
    let draft = ChangeDraft {
        po_number: said.po_number,
        note: said.note,
        lines: lines.collect(),
        add: said.add.into_iter().map(row).collect(),
    };
    let seen = said.net.map(Money::eur);
    let command = ChangeOrder { key, order: OrderId(id), version: said.version, draft, seen };
    Ok(Json(Box::pin(orders::change_order(&state.kontor, &actor, &command)).await?.into()))
}

/// Confirms an order, or moves dates of a confirmed one
///
/// Needs the right `confirm_orders`. The buyer is told every date that moves, with its reason.
#[utoipa::path(post, path = "/api/v1/orders/{id}/confirm", tag = "orders", request_body = Confirm,
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn confirm(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Confirm>,
) -> Result<Json<ApiOrder>, ApiError> {
    let moved = said.moved.into_iter();
    let moved = moved.map(|m| MovedLine { position: m.position, date: m.date, reason: m.reason });
    let command = ConfirmOrder { order: OrderId(id), version: said.version, moved: moved.collect() };
    Ok(Json(orders::confirm_order(&state.kontor, &actor, &command).await?.into()))
}

/// Lets an order go on that is on hold
///
/// Needs the right `manage_credit`. Saying no is cancelling it.
#[utoipa::path(post, path = "/api/v1/orders/{id}/release", tag = "orders", request_body = Release,
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn release(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Release>,
) -> Result<Json<ApiOrder>, ApiError> {
    let command = ReleaseOrder { order: OrderId(id), version: said.version, reason: said.reason };
    Ok(Json(orders::release_order(&state.kontor, &actor, &command).await?.into()))
}

/// Says that an order is packed
///
/// Needs the right `ship_orders`.
#[utoipa::path(post, path = "/api/v1/orders/{id}/pick", tag = "orders", request_body = Packed,
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn pick(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Packed>,
) -> Result<Json<ApiOrder>, ApiError> {
    Ok(Json(orders::pick_order(&state.kontor, &actor, &OrderId(id), said.version).await?.into()))
}

/// Hands a parcel of an order to the carrier
///
/// Needs the right `ship_orders`. The buyer is told. The same `Idempotency-Key` again ships nothing.
#[utoipa::path(post, path = "/api/v1/orders/{id}/shipments", tag = "orders", request_body = NewShipment,
    params(("id" = String, Path, description = "Id of the order"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each parcel")),
    responses((status = 201, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn ship(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(new): Body<NewShipment>,
) -> Result<Response, ApiError> {
    let at = format!("/orders/{id}");
    let lines = new.lines.into_iter().map(|l| (l.position, Quantity(l.quantity))).collect();
    let command = ShipOrder {
        key,
        order: OrderId(id),
        version: new.version,
        carrier: new.carrier,
        tracking: new.tracking,
        reason: new.reason,
        collected_by: new.collected_by,
        lines,
    };
    let order = shipments::ship_order(&state.kontor, &actor, &command).await?;
    Ok(created(&at, ApiOrder::from(order)))
}

/// Gives some of a payment back, the way it was paid
///
/// Needs the right `confirm_orders`. The same `Idempotency-Key` again gives nothing back.
#[utoipa::path(post, path = "/api/v1/orders/{id}/refunds", tag = "orders", request_body = NewRefund,
    params(("id" = String, Path, description = "Id of the order"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each refund")),
    responses((status = 201, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn refund(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(new): Body<NewRefund>,
) -> Result<Response, ApiError> {
    let at = format!("/orders/{id}");
    let (amount, reason) = (Money::eur(new.amount), new.reason);
    let command = RefundPayment { key, order: OrderId(id), amount, reason };
    let order = payments::refund_payment(&state.kontor, &actor, &command).await?;
    Ok(created(&at, ApiOrder::from(order)))
}
