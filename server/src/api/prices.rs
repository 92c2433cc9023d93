//! Prices, as the dealer's ERP reports them.

use axum::Json;
use axum::extract::State;
use kontor_domain::pricing::{ListKind, PriceEntry, SetPrice};
use kontor_domain::{Date, PartKey, Quantity};
use kontor_service::pricing::set_prices;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, keys};
use super::problem::{ApiError, Problem};
use super::shapes::{Number, Written};
use crate::router::AppState;

/// All prices of one part in one list; replaces what was there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartPrices {
    /// `list` for the list price of everybody, otherwise the id of a group's or customer's list.
    #[schema(example = "list")]
    list: String,
    /// Part number as printed.
    part: String,
    entries: Vec<ApiPriceEntry>,
}

/// One price.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiPriceEntry {
    /// `list`, `group` or `customer`.
    #[schema(value_type = String, example = "list", pattern = "^(list|group|customer)$")]
    kind: ListKind,
    /// From this quantity on.
    #[serde(default = "one")]
    #[schema(value_type = Number, example = "1")]
    from: Decimal,
    /// Net, per unit of sale.
    #[schema(value_type = Number, example = "48.60")]
    net: Decimal,
    /// First day, included.
    #[schema(value_type = Option<String>, format = Date)]
    valid_from: Option<Date>,
    /// Last day, included.
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
}

const fn one() -> Decimal {
    Decimal::ONE
}

/// Sets prices
///
/// Up to 1,000 parts, all or nothing. Needs the right `manage_catalog`. Sent twice it changes nothing.
#[utoipa::path(put, path = "/api/v1/prices", tag = "prices", request_body = Vec<PartPrices>, responses(
    (status = 200, body = Written), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(prices): Body<Vec<PartPrices>>,
) -> Result<Json<Written>, ApiError> {
    let parts = keys(prices.iter().map(|p| p.part.as_str()), |i| format!("prices[{i}].part"))?;
    let commands: Vec<SetPrice> = parts.into_iter().zip(prices).map(|(part, p)| p.command(part)).collect();
    let written = commands.len();
    set_prices(&state.kontor, &actor, commands).await?;
    Ok(Json(Written { written }))
}

impl PartPrices {
    fn command(self, part: PartKey) -> SetPrice {
        let entries = self.entries.into_iter().map(|e| PriceEntry {
            valid_from: e.valid_from,
            valid_until: e.valid_until,
            ..PriceEntry::of(e.kind, Quantity(e.from), e.net)
        });
        SetPrice { list: self.list, part, entries: entries.collect() }
    }
}
