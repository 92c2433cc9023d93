//! Stock, as the dealer's warehouse system reports it.

use axum::Json;
use axum::extract::State;
use kontor_domain::stock::{Incoming, SetStock};
use kontor_domain::{Date, Quantity, WarehouseId};
use kontor_service::stock::set_stock;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, keys};
use super::problem::{ApiError, Problem};
use super::shapes::{Number, Written};
use crate::router::AppState;

/// The stock of one part in one warehouse.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockLevel {
    /// Part number as printed.
    part: String,
    warehouse: String,
    /// On the shelf, reserved or not.
    #[schema(value_type = Number, example = "12")]
    on_hand: Decimal,
    /// On its way, by day of arrival.
    #[serde(default)]
    incoming: Vec<IncomingStock>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomingStock {
    #[schema(value_type = String, format = Date, example = "2026-12-01")]
    date: Date,
    #[schema(value_type = Number, example = "20")]
    quantity: Decimal,
}

/// Sets stock levels
///
/// Up to 1,000, all or nothing. Needs the right `manage_stock`. Sent twice it changes nothing.
#[utoipa::path(put, path = "/api/v1/stock", tag = "stock", request_body = Vec<StockLevel>, responses(
    (status = 200, body = Written), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(levels): Body<Vec<StockLevel>>,
) -> Result<Json<Written>, ApiError> {
    let parts = keys(levels.iter().map(|l| l.part.as_str()), |i| format!("levels[{i}].part"))?;
    let commands: Vec<SetStock> = parts.into_iter().zip(levels).map(|(part, l)| l.command(part)).collect();
    let written = commands.len();
    set_stock(&state.kontor, &actor, commands).await?;
    Ok(Json(Written { written }))
}

impl StockLevel {
    fn command(self, part: kontor_domain::PartKey) -> SetStock {
        SetStock {
            part,
            warehouse: WarehouseId(self.warehouse),
            on_hand: Quantity(self.on_hand),
            incoming: self
                .incoming
                .into_iter()
                .map(|i| Incoming { date: i.date, quantity: Quantity(i.quantity) })
                .collect(),
        }
    }
}
