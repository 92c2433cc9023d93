//! Shapes that several answers share.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use kontor_domain::catalog::{Availability, PriceTag};
use kontor_domain::pricing::Surcharge;
use kontor_domain::{Localized, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// How a decimal number is described: a string, so that no reader rounds it.
pub enum Number {}

impl PartialSchema for Number {
    fn schema() -> RefOr<Schema> {
        let pattern = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$";
        let number = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
        number.examples(["48.60"]).into()
    }
}

impl ToSchema for Number {}

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
    #[schema(value_type = Number, example = "48.60")]
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
    /// For the metal in it, on top of `net`; absent for parts without.
    pub metal_surcharge: Option<ApiSurcharge>,
}

/// A metal surcharge: `kg` times what the notation is above the base, for 100 kg.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiSurcharge {
    /// `copper`, `aluminium` or `brass`.
    #[schema(example = "copper")]
    pub metal: &'static str,
    /// In one unit.
    #[schema(value_type = Number, example = "0.024")]
    pub kg: Decimal,
    /// EUR for 100 kg.
    #[schema(value_type = Number, example = "150")]
    pub base: Decimal,
    /// EUR for 100 kg.
    #[schema(value_type = Number, example = "912.34")]
    pub notation: Decimal,
    /// Day of the notation.
    #[schema(format = Date, example = "2026-11-23")]
    pub day: String,
    /// On one unit, net and unrounded.
    pub each: ApiMoney,
}

impl From<Surcharge> for ApiSurcharge {
    fn from(s: Surcharge) -> Self {
        Self {
            metal: s.notation.metal.code(),
            kg: s.content.kg,
            base: s.content.base,
            notation: s.notation.rate,
            day: s.notation.day.to_string(),
            each: s.each().into(),
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiTier {
    #[schema(value_type = Number, example = "10")]
    pub from: Decimal,
    pub net: ApiMoney,
}

impl From<PriceTag> for ApiPrice {
    fn from(tag: PriceTag) -> Self {
        Self {
            net: tag.net.into(),
            list: tag.list.map(Into::into),
            metal_surcharge: tag.surcharge.map(Into::into),
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
    #[schema(value_type = Number, example = "42")]
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
    #[schema(value_type = Number, example = "40")]
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
