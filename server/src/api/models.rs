//! Machines that can be configured, with list prices and their rules in words.

use axum::Json;
use axum::extract::{Path, State};
use kontor_domain::configurations::{Choice, Compiled, Group, ModelSummary, Rule};
use kontor_domain::{Language, Localized, ModelId};
use kontor_service::models;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText};
use crate::router::AppState;

/// A machine in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiModelSummary {
    #[schema(example = "kb-27")]
    id: String,
    /// The maker's designation.
    #[schema(example = "KB 27")]
    number: String,
    name: ApiText,
    text: ApiText,
    /// List price without choices, net.
    net: ApiMoney,
    /// Working days from the order to the delivery, without choices.
    lead_days: u32,
    /// Of the release that configurations begin with.
    version: u32,
    choices: u32,
}

/// A machine with everything that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiModel {
    id: String,
    number: String,
    name: ApiText,
    text: ApiText,
    net: ApiMoney,
    lead_days: u32,
    version: u32,
    groups: Vec<ApiModelGroup>,
    rules: Vec<ApiModelRule>,
}

/// Choices of which between `min` and `max` different ones are taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiModelGroup {
    code: String,
    name: ApiText,
    min: u32,
    max: u32,
    choices: Vec<ApiModelChoice>,
}

/// Something that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiModelChoice {
    code: String,
    /// The maker's number; may be empty.
    number: String,
    name: ApiText,
    /// What one of it adds to the list price, net; may be less than zero.
    net: ApiMoney,
    /// Working days that the machine takes longer with it.
    lead_days: u32,
    /// The most of it in one machine.
    most: u32,
}

/// What goes together, in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiModelRule {
    code: String,
    text: ApiText,
}

/// Lists the machines that can be configured
#[utoipa::path(get, path = "/api/v1/models", tag = "configurations", responses(
    (status = 200, body = Vec<ApiModelSummary>), (status = 401, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
) -> Result<Json<Vec<ApiModelSummary>>, ApiError> {
    let found = models::models(&state.kontor, &actor, false).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Reads a machine with its choices and rules, as configurations begin with it today
#[utoipa::path(get, path = "/api/v1/models/{id}", tag = "configurations",
    params(("id" = String, Path, description = "Id of the model")),
    responses((status = 200, body = ApiModel), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(_): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiModel>, ApiError> {
    Ok(Json(ApiModel::of(&*models::newest(&state.kontor, &ModelId(id)).await?)))
}

impl From<ModelSummary> for ApiModelSummary {
    fn from(m: ModelSummary) -> Self {
        Self {
            id: m.id.0,
            number: m.number,
            name: m.name.into(),
            text: m.text.into(),
            net: m.net.into(),
            lead_days: m.lead_days,
            version: m.version,
            choices: m.choices,
        }
    }
}

impl ApiModel {
    fn of(engine: &Compiled) -> Self {
        let m = engine.model().clone();
        let text = |rule: &Rule| {
            Localized::new(
                engine.model().rule_text(rule, Language::De),
                engine.model().rule_text(rule, Language::En),
            )
        };
        let rule = |rule: &Rule| ApiModelRule { code: rule.code.clone(), text: text(rule).into() };
        Self {
            rules: m.rules.iter().map(rule).collect(),
            id: m.id.0,
            number: m.number,
            name: m.name.into(),
            text: m.text.into(),
            net: m.net.into(),
            lead_days: m.lead_days,
            version: m.version,
            groups: m.groups.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Group> for ApiModelGroup {
    fn from(g: Group) -> Self {
        let choices = g.choices.into_iter().map(Into::into).collect();
        Self { code: g.code, name: g.name.into(), min: g.min, max: g.max, choices }
    }
}

impl From<Choice> for ApiModelChoice {
    fn from(c: Choice) -> Self {
        Self {
            code: c.code,
            number: c.number,
            name: c.name.into(),
            net: c.net.into(),
            lead_days: c.lead_days,
            most: c.most,
        }
    }
}
