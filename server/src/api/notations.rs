//! Metal notations, as the dealer's ERP or a script reports them.

use axum::Json;
use axum::extract::State;
use kontor_domain::pricing::{Metal, Notation};
use kontor_domain::{Date, Error, FieldError, Problem as FieldProblem};
use kontor_service::pricing;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::Body;
use super::problem::{ApiError, Problem};
use super::shapes::{Number, Written};
use crate::router::AppState;

/// What a metal cost on a day of the exchange.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiNotation {
    /// `copper`, `aluminium` or `brass`.
    #[schema(example = "copper")]
    metal: String,
    #[schema(value_type = String, format = Date, example = "2026-11-23")]
    day: Date,
    /// EUR for 100 kg.
    #[schema(value_type = Number, example = "912.34")]
    rate: Decimal,
}

/// Lists the latest metal notations
///
/// Needs the right `manage_catalog`.
#[utoipa::path(get, path = "/api/v1/metal-notations", tag = "prices", responses(
    (status = 200, body = Vec<ApiNotation>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
) -> Result<Json<Vec<ApiNotation>>, ApiError> {
    let found = pricing::notations(&state.kontor, &actor).await?;
    let shape = |n: Notation| ApiNotation { metal: n.metal.code().into(), day: n.day, rate: n.rate };
    Ok(Json(found.into_iter().map(shape).collect()))
}

/// Reports metal notations
///
/// Up to 1,000, all or nothing. Another one for the same metal and day takes the place of the first. Needs the right
/// `manage_catalog`.
#[utoipa::path(put, path = "/api/v1/metal-notations", tag = "prices", request_body = Vec<ApiNotation>, responses(
    (status = 200, body = Written), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(new): Body<Vec<ApiNotation>>,
) -> Result<Json<Written>, ApiError> {
    let mut fields = Vec::new();
    let mut notations = Vec::with_capacity(new.len());
    for (i, n) in new.iter().enumerate() {
        match Metal::parse(&n.metal) {
            Some(metal) => notations.push(Notation { metal, day: n.day, rate: n.rate }),
            None => fields
                .push(FieldError { field: format!("notations[{i}].metal"), problem: FieldProblem::NotACode }),
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields }.into());
    }
    pricing::set_notations(&state.kontor, &actor, &notations).await?;
    Ok(Json(Written { written: notations.len() }))
}
