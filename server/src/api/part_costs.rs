//! What parts cost the dealer, as the dealer's ERP reports it. It is only ever written here: no program is told.

use axum::Json;
use axum::extract::State;
use kontor_domain::quotes::UnitCost;
use kontor_service::quotes::{PartCost, set_part_costs};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, keys};
use super::problem::{ApiError, Problem};
use super::shapes::{Number, Written};
use crate::router::AppState;

/// What one unit of a part costs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiPartCost {
    /// Part number as printed.
    part: String,
    /// Purchase price, net.
    #[schema(value_type = Number, example = "30.11")]
    purchase: Decimal,
    /// To the dealer, net.
    #[serde(default)]
    #[schema(value_type = Number, example = "1.20")]
    freight: Decimal,
    /// Percent of the purchase price that the supplier gives back later.
    #[serde(default)]
    #[schema(value_type = Number, example = "3")]
    bonus: Decimal,
}

/// Sets what parts cost
///
/// Up to 1,000 parts, all or nothing. Needs the right `manage_catalog`. Sent twice it changes nothing.
#[utoipa::path(put, path = "/api/v1/part-costs", tag = "prices", request_body = Vec<ApiPartCost>, responses(
    (status = 200, body = Written), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(costs): Body<Vec<ApiPartCost>>,
) -> Result<Json<Written>, ApiError> {
    let parts = keys(costs.iter().map(|c| c.part.as_str()), |i| format!("costs[{i}].part"))?;
    let commands: Vec<PartCost> = parts
        .into_iter()
        .zip(costs)
        .map(|(part, c)| {
            let cost = UnitCost { purchase: c.purchase, freight: c.freight, bonus: c.bonus };
            PartCost { part, cost }
        })
        .collect();
    let written = commands.len();
    set_part_costs(&state.kontor, &actor, commands).await?;
    Ok(Json(Written { written }))
}
