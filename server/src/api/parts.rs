//! Parts: search, and one part with the caller's price and date.

use axum::Json;
use axum::extract::{Path, State};
use kontor_domain::catalog::{PartHit, PartNumber, PartView, SearchQuery};
use kontor_domain::delivery::collecting_at;
use kontor_domain::{CategoryId, Error, Language, Problem as FieldProblem, Quantity};
use kontor_service::catalog;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::Params;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiAvailability, ApiMoney, ApiPrice, ApiText, Number};
use crate::router::AppState;

/// What to search for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PartSearch {
    /// Words, part numbers or pieces of them; blanks, dashes and dots do not matter.
    #[serde(default)]
    q: String,
    /// Only this category and those below it.
    category: Option<String>,
    /// Only what can be delivered at once.
    #[serde(default)]
    available: bool,
    /// Zero-based page of 20 parts, at most 49.
    #[serde(default)]
    #[param(maximum = 49)]
    page: u32,
}

/// Parts that were found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartPage {
    total: u64,
    parts: Vec<ApiPart>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A part in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPart {
    #[schema(example = "HY-4711.20-F")]
    number: String,
    name: ApiText,
    /// UN/ECE Recommendation 20, for example `C62` (piece).
    unit: &'static str,
    #[schema(value_type = Number, example = "1")]
    minimum: rust_decimal::Decimal,
    #[schema(value_type = Number, example = "1")]
    step: rust_decimal::Decimal,
    /// `normal`, `remaining`, `call_us`, `obsolete` or `reference_only`.
    code: &'static str,
    /// Number of the part that replaces it.
    successor: Option<String>,
    /// Absent when the price is on request.
    price: Option<ApiPrice>,
    availability: ApiAvailability,
}

/// A part with everything known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPartDetail {
    #[serde(flatten)]
    part: ApiPart,
    text: ApiText,
    /// Path of its category, for example `hydraulik/filter`.
    category: String,
    attributes: Vec<ApiAttribute>,
    cross_references: Vec<ApiCrossReference>,
    /// Core deposit of one unit, net; comes on top of the price. Absent for parts without.
    core_deposit: Option<ApiMoney>,
    /// On which terms it comes back voluntarily, in words.
    return_terms: String,
    /// Numbers of the parts that it replaces.
    replaces: Vec<String>,
    /// Paths of its pictures.
    pictures: Vec<String>,
    #[schema(value_type = Option<Number>, example = "1.250")]
    weight_kg: Option<rust_decimal::Decimal>,
    /// Where it can be collected, and from when.
    branches: Vec<ApiBranch>,
}

/// A part at a branch.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiBranch {
    /// `service` of an order that is collected there.
    #[schema(example = "pickup:kempten")]
    service: String,
    name: String,
    /// Free to sell there now.
    #[schema(value_type = String, example = "4")]
    free: rust_decimal::Decimal,
    /// Day from which it can be collected.
    #[schema(value_type = Option<String>, format = Date)]
    ready: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiAttribute {
    name: ApiText,
    value: String,
    unit: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCrossReference {
    source: String,
    number: String,
}

/// Searches the catalogue
#[utoipa::path(get, path = "/api/v1/parts", tag = "parts", params(PartSearch), responses(
    (status = 200, body = PartPage), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn find(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<PartSearch>,
) -> Result<Json<PartPage>, ApiError> {
    if search.page > SearchQuery::MAX_PAGE {
        return Err(Error::invalid("page", FieldProblem::TooMuch).into());
    }
    let query = SearchQuery {
        q: search.q,
        category: search.category.map(CategoryId),
        available: search.available,
        page: search.page,
        ..SearchQuery::default()
    };
    let answer = catalog::search(&state.kontor, &actor, &query).await?;
    let read = (u64::from(query.page) + 1) * SearchQuery::HITS as u64;
    let next = (read < answer.total && query.page < SearchQuery::MAX_PAGE).then(|| next(&query));
    Ok(Json(PartPage { total: answer.total, parts: answer.hits.into_iter().map(Into::into).collect(), next }))
}

/// Shows one part
///
/// The number is percent-encoded: `DIN 625/2RS` is `DIN%20625%2F2RS`.
#[utoipa::path(get, path = "/api/v1/parts/{number}", tag = "parts",
    params(("number" = String, Path, description = "Part number as printed"),
           ("quantity" = Option<Number>, Query, description = "Price and date for this quantity instead of the minimum")),
    responses((status = 200, body = ApiPartDetail), (status = 401, body = Problem), (status = 404, body = Problem),
              (status = 422, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Params(asked): Params<Asked>,
) -> Result<Json<ApiPartDetail>, ApiError> {
    let key = PartNumber::parse(&number).map_err(|_| Error::NotFound)?.key();
    let quantity = asked
        .quantity
        .as_deref()
        .map(Quantity::parse)
        .transpose()
        .map_err(|p| Error::invalid("quantity", p))?;
    Ok(Json(catalog::part(&state.kontor, &actor, &key, quantity).await?.into()))
}

/// For how many the price is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    quantity: Option<String>,
}

fn next(query: &SearchQuery) -> String {
    let mut pairs = vec![format!("page={}", query.page + 1)];
    if !query.q.is_empty() {
        pairs.push(format!("q={}", super::orders::encoded(&query.q)));
    }
    if let Some(category) = &query.category {
        pairs.push(format!("category={}", super::orders::encoded(category.as_str())));
    }
    if query.available {
        pairs.push("available=true".into());
    }
    format!("{}/parts?{}", super::ROOT, pairs.join("&"))
}

impl From<PartHit> for ApiPart {
    fn from(hit: PartHit) -> Self {
        Self {
            number: hit.number,
            name: hit.name.into(),
            unit: hit.unit.code(),
            minimum: hit.minimum.0,
            step: hit.step.0,
            code: hit.code.code(),
            successor: hit.successor.map(|(_, number)| number),
            price: hit.price.map(Into::into),
            availability: hit.availability.into(),
        }
    }
}

impl From<PartView> for ApiPartDetail {
    fn from(view: PartView) -> Self {
        Self {
            part: ApiPart {
                number: view.number,
                name: view.name.into(),
                unit: view.unit.code(),
                minimum: view.minimum.0,
                step: view.step.0,
                code: view.code.code(),
                successor: view.successor.map(|(_, number)| number),
                price: view.price.map(Into::into),
                availability: view.availability.into(),
            },
            core_deposit: view.returns.has_deposit().then(|| view.returns.deposit().into()),
            return_terms: view.returns.text(Language::En),
            text: view.text.into(),
            category: view.categories.last().map(|(id, _)| id.to_string()).unwrap_or_default(),
            attributes: view
                .attributes
                .into_iter()
                .map(|a| ApiAttribute { name: a.name.into(), value: a.value, unit: a.unit })
                .collect(),
            cross_references: view
                .cross_references
                .into_iter()
                .map(|c| ApiCrossReference { source: c.source, number: c.number })
                .collect(),
            replaces: view.replaces.into_iter().map(|(_, number)| number).collect(),
            pictures: view.pictures.into_iter().map(|p| format!("/media/{p}")).collect(),
            weight_kg: view.weight_kg,
            branches: view
                .branches
                .into_iter()
                .map(|b| ApiBranch {
                    service: collecting_at(&b.branch),
                    name: b.name,
                    free: b.free.0,
                    ready: b.ready.map(|day| day.to_string()),
                })
                .collect(),
        }
    }
}
