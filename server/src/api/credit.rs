//! How far customers are trusted: for the dealer's accounting.

use axum::Json;
use axum::extract::{Path, State};
use kontor_domain::accounts::{Credit, SaveCredit};
use kontor_domain::{CompanyId, Date, Money, OrderId};
use kontor_service::{accounts, orders};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::Body;
use super::orders::ApiOrder;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, Number};
use crate::router::AppState;

/// The credit of a company. What is open is what this system knows: `open` counts orders on account from when they were received
/// until they are settled or cancelled, `elsewhere` is the figure of accounting for everything else.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCredit {
    company: String,
    /// Gross; absent: no limit.
    limit: Option<ApiMoney>,
    open: ApiMoney,
    elsewhere: ApiMoney,
    /// The day of `elsewhere`.
    as_of: Option<String>,
    /// Below zero when more is open than the limit; absent without one.
    left: Option<ApiMoney>,
    /// Why nothing is ordered and delivered; empty when it is.
    blocked: String,
    /// Send it back when saving; an old one is refused.
    version: i64,
}

/// The credit as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCredit {
    version: i64,
    /// Gross, EUR; absent: no limit.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "25000.00")]
    limit: Option<Decimal>,
    /// Gross, EUR: what was not ordered here and is open by the books.
    #[schema(value_type = Number, example = "1804.20")]
    elsewhere: Decimal,
    /// The day of that figure.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
    #[serde(default)]
    blocked: String,
}

/// Whether an order on account is paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    settled: bool,
}

/// Shows the credit of a company
#[utoipa::path(get, path = "/api/v1/companies/{id}/credit", tag = "credit",
    params(("id" = String, Path, description = "Id of the company, as in its orders")),
    responses((status = 200, body = ApiCredit), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiCredit>, ApiError> {
    Ok(Json(accounts::company_credit(&state.kontor, &actor, &CompanyId(id)).await?.into()))
}

/// Says anew how far a company is trusted
#[utoipa::path(put, path = "/api/v1/companies/{id}/credit", tag = "credit", request_body = NewCredit,
    params(("id" = String, Path, description = "Id of the company, as in its orders")),
    responses((status = 200, body = ApiCredit), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(new): Body<NewCredit>,
) -> Result<Json<ApiCredit>, ApiError> {
    let command = SaveCredit {
        company: CompanyId(id),
        version: new.version,
        limit: new.limit.map(Money::eur),
        elsewhere: Money::eur(new.elsewhere),
        as_of: new.as_of,
        blocked: new.blocked,
    };
    Ok(Json(accounts::save_credit(&state.kontor, &actor, &command).await?.into()))
}

/// Reports an order on account as settled, or as open after all
#[utoipa::path(put, path = "/api/v1/orders/{id}/settled", tag = "credit", request_body = Settled,
    params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn settle(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<Settled>,
) -> Result<Json<ApiOrder>, ApiError> {
    Ok(Json(orders::settle_order(&state.kontor, &actor, &OrderId(id), said.settled).await?.into()))
}

impl From<Credit> for ApiCredit {
    fn from(c: Credit) -> Self {
        Self {
            company: c.company.to_string(),
            limit: c.limit.map(Into::into),
            open: c.open.into(),
            elsewhere: c.elsewhere.into(),
            as_of: c.as_of.map(|day| day.to_string()),
            left: c.left().map(Into::into),
            blocked: c.blocked,
            version: c.version,
        }
    }
}
