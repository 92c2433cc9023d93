//! A customer's own part numbers, as its ERP reports them.

use axum::Json;
use axum::extract::State;
use kontor_domain::catalog::own::{OwnNumbersSet, SetOwnNumber};
use kontor_service::catalog::set_own_numbers;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::Body;
use super::problem::{ApiError, Problem};
use crate::router::AppState;

/// What the caller's company calls a part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiOwnNumber {
    /// The company's number, in any writing.
    #[schema(example = "B-100")]
    number: String,
    /// The dealer's part number; empty or absent takes the number out.
    #[serde(default)]
    #[schema(example = "HY-4711.20-F")]
    part: String,
}

/// How many were set and how many taken out.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnNumbersWritten {
    pub set: u32,
    pub removed: u32,
}

/// Sets own numbers
///
/// Up to 2,000, all or nothing. Needs a key of a company with the right `manage_company`. Sent twice it changes nothing.
#[utoipa::path(put, path = "/api/v1/own-numbers", tag = "own numbers", request_body = Vec<ApiOwnNumber>, responses(
    (status = 200, body = OwnNumbersWritten), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(numbers): Body<Vec<ApiOwnNumber>>,
) -> Result<Json<OwnNumbersWritten>, ApiError> {
    let numbers: Vec<SetOwnNumber> =
        numbers.into_iter().map(|n| SetOwnNumber { number: n.number, part: n.part }).collect();
    let OwnNumbersSet { set, removed } = set_own_numbers(&state.kontor, &actor, &numbers).await?;
    Ok(Json(OwnNumbersWritten { set, removed }))
}
