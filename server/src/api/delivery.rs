//! How goods can be delivered, before they are ordered.

use axum::Json;
use axum::extract::State;
use kontor_domain::delivery::{Completeness, DeliveryChoice, Freight, ServiceOffer};
use kontor_domain::{Date, Error, Problem as FieldProblem};
use kontor_service::delivery;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::{Body, lines};
use super::orders::NewLine;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText, Number};
use crate::router::AppState;

/// What is to be delivered, and where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryQuestion {
    /// Id of one of the company's addresses; empty takes the first one.
    #[serde(default)]
    delivery: String,
    lines: Vec<NewLine>,
}

/// The services that can take it there, the cheapest first; none when none can.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryAnswer {
    options: Vec<ApiDeliveryOption>,
    /// Code of the service that is taken when an order names none.
    usual: String,
    /// Weight of all of it in kilograms.
    #[schema(value_type = Number, example = "12.4")]
    kg: Decimal,
    /// So many lines have no weight in the catalogue and are reckoned with a figure of the dealer.
    estimated: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDeliveryOption {
    /// Empty where the dealer reckons no freight.
    #[schema(example = "paket")]
    service: String,
    name: ApiText,
    /// Net.
    price: ApiMoney,
    /// The order as a whole with it.
    gross: ApiMoney,
    /// Day of arrival of each line, in their order.
    #[schema(value_type = Vec<Option<String>>)]
    dates: Vec<Option<String>>,
    /// Day on which everything is there; all of it comes then when it is to come together.
    #[schema(value_type = Option<String>, format = Date)]
    complete: Option<String>,
}

/// The freight of an order as it was agreed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiFreight {
    #[schema(example = "paket")]
    service: String,
    name: ApiText,
    carrier: String,
    net: ApiMoney,
    /// Weight it was reckoned with, in kilograms.
    #[schema(value_type = Number, example = "12.4")]
    kg: Decimal,
    /// So many lines had no weight in the catalogue.
    estimated: u32,
}

/// Asks how something can be delivered
///
/// Needs a key of a company with the right `order`. Nothing is kept: `POST /api/v1/orders` with `service` takes one.
#[utoipa::path(post, path = "/api/v1/delivery-options", tag = "orders", request_body = DeliveryQuestion, responses(
    (status = 200, body = DeliveryAnswer), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn options(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(asked): Body<DeliveryQuestion>,
) -> Result<Json<DeliveryAnswer>, ApiError> {
    let lines = lines(&asked.lines)?;
    let choice = DeliveryChoice { address: asked.delivery, ..DeliveryChoice::default() };
    let (_, found) = delivery::delivery_options(&state.kontor, &actor, &lines, &choice).await?;
    Ok(Json(DeliveryAnswer {
        usual: found.chosen,
        kg: found.kg,
        estimated: found.estimated,
        options: found.offers.into_iter().map(Into::into).collect(),
    }))
}

/// Reads `complete`, `partial` or nothing.
///
/// # Errors
/// [`Error::Invalid`] on `completeness`.
pub(super) fn completeness(text: &str) -> Result<Option<Completeness>, Error> {
    let wrong = || Error::invalid("completeness", FieldProblem::NotACode);
    if text.is_empty() { Ok(None) } else { Completeness::parse(text).map(Some).ok_or_else(wrong) }
}

impl From<ServiceOffer> for ApiDeliveryOption {
    fn from(offer: ServiceOffer) -> Self {
        let text = |day: Date| day.to_string();
        Self {
            complete: offer.last().map(text),
            dates: offer.dates.into_iter().map(|day| day.map(text)).collect(),
            service: offer.id,
            name: offer.name.into(),
            price: offer.net.into(),
            gross: offer.gross.into(),
        }
    }
}

impl From<Freight> for ApiFreight {
    fn from(freight: Freight) -> Self {
        Self {
            service: freight.service,
            name: freight.name.into(),
            carrier: freight.carrier,
            net: freight.net.into(),
            kg: freight.kg,
            estimated: freight.estimated,
        }
    }
}
