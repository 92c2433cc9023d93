//! Shapes that several answers share.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use kontor_domain::catalog::{Availability, PriceTag};
use kontor_domain::{Localized, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in German and English; English may be empty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiText {
    pub de: String,
    pub en: String,
}

impl From<Localized> for ApiText {
    fn from(text: Localized) -> Self {
        Self { de: text.de, en: text.en }
    }
}

/// An amount of money.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ApiMoney {
    #[schema(value_type = String, example = "48.60")]
    pub amount: Decimal,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
}

impl From<Money> for ApiMoney {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: format!("{:?}", money.currency) }
    }
}

/// The caller's net price for one unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiPrice {
    pub net: ApiMoney,
    /// The list price, when the own price is lower.
    pub list: Option<ApiMoney>,
    /// Lower prices from larger quantities on.
    pub tiers: Vec<ApiTier>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiTier {
    #[schema(value_type = String, example = "10")]
    pub from: Decimal,
    pub net: ApiMoney,
}

impl From<PriceTag> for ApiPrice {
    fn from(tag: PriceTag) -> Self {
        Self {
            net: tag.net.into(),
            list: tag.list.map(Into::into),
            tiers: tag.tiers.into_iter().map(|t| ApiTier { from: t.from.0, net: t.net.into() }).collect(),
        }
    }
}

/// What is there, and when it arrives.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiAvailability {
    /// `in_stock`, `incoming`, `on_order` or `gone`.
    #[schema(example = "in_stock")]
    pub state: &'static str,
    /// Free to sell now, over all warehouses.
    #[schema(value_type = String, example = "42")]
    pub free: Decimal,
    /// Day of arrival at the customer.
    #[schema(value_type = Option<String>, format = Date, example = "2026-11-26")]
    pub date: Option<String>,
    pub warehouses: Vec<ApiWarehouseStock>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiWarehouseStock {
    pub warehouse: String,
    pub name: String,
    #[schema(value_type = String, example = "40")]
    pub free: Decimal,
}

impl From<Availability> for ApiAvailability {
    fn from(a: Availability) -> Self {
        Self {
            state: a.state.code(),
            free: a.free.0,
            date: a.date.map(|d| d.to_string()),
            warehouses: a
                .warehouses
                .into_iter()
                .map(|(id, name, free)| ApiWarehouseStock { warehouse: id.0, name, free: free.0 })
                .collect(),
        }
    }
}

/// The answer to a list of changes: how many were written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    pub written: usize,
}

/// 201 with what was made, and where it is from now on; `at` begins behind [`super::ROOT`].
pub fn created(at: &str, made: impl Serialize) -> Response {
    let mut response = (StatusCode::CREATED, Json(made)).into_response();
    if let Ok(at) = HeaderValue::from_str(&format!("{}{at}", super::ROOT)) {
        response.headers_mut().insert(header::LOCATION, at);
    }
    response
}
