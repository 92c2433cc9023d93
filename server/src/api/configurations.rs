//! Configurations: what is put together of a model. No price is sent: the server reckons.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::configurations::{
    BeginConfiguration, ChangeConfiguration, ConfigurationFilter, ConfigurationSummary, ConfigurationView,
    GroupPicks, KeptLine, Pick,
};
use kontor_domain::{CompanyId, ConfigurationId, ModelId};
use kontor_service::configurations;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText, Number, created};
use crate::router::AppState;

/// Which configurations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConfigurationSearch {
    /// Id of a customer; for keys of the dealer.
    company: Option<String>,
    /// Those that were put away, instead of all others.
    #[serde(default)]
    archived: bool,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Configurations, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConfigurationPage {
    configurations: Vec<ApiConfigurationSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A configuration in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiConfigurationSummary {
    id: String,
    #[schema(example = "K7F-4RTM")]
    case: String,
    company: String,
    model: String,
    model_version: u32,
    name: String,
    /// `draft` (something is missing or does not go together), `complete` or `archived`.
    #[schema(example = "draft")]
    state: &'static str,
    /// How many such machines.
    machines: u32,
    /// List price of all machines, without freight.
    net: ApiMoney,
    /// When it would be delivered if it were ordered today.
    #[schema(value_type = Option<String>, format = Date)]
    delivery: Option<String>,
    /// Wall time of the dealer.
    changed_at: String,
    changed_by: String,
    /// Send it back with a change.
    version: u32,
}

/// A configuration with what it consists of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiConfiguration {
    #[serde(flatten)]
    head: ApiConfigurationSummary,
    model_name: ApiText,
    /// The machine without options first; with what comes by itself.
    lines: Vec<ApiConfigurationLine>,
    /// The groups in which something is still to choose.
    missing: Vec<ApiText>,
    /// The newest version of the model, when it is of an older one.
    newer_model_version: Option<u32>,
}

/// One thing of which the machine consists.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiConfigurationLine {
    /// Codes of the model; empty for the machine without options.
    group: String,
    option: String,
    name: ApiText,
    /// In one machine.
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    /// List price of one.
    net: ApiMoney,
}

/// All that is chosen in one group from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiGroup {
    /// Code of the model.
    group: String,
    /// Empty for nothing.
    options: Vec<ApiPick>,
}

/// An option that is chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiPick {
    /// Code of the model.
    option: String,
    /// In one machine.
    #[serde(default = "once")]
    #[schema(minimum = 0, maximum = 999)]
    amount: u32,
}

const fn once() -> u32 {
    1
}

/// What to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConfiguration {
    /// Id of the model.
    model: String,
    /// For whom; for keys of the dealer, which have to say so.
    #[serde(default)]
    company: Option<String>,
    /// Empty for the name of the model.
    #[serde(default)]
    name: String,
    #[serde(default)]
    groups: Vec<ApiGroup>,
    #[serde(default = "once")]
    #[schema(minimum = 1, maximum = 999)]
    machines: u32,
}

/// What changes; groups that are not named stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationChange {
    /// `version` of the configuration that was read.
    version: u32,
    groups: Vec<ApiGroup>,
    #[serde(default)]
    #[schema(minimum = 1, maximum = 999)]
    machines: Option<u32>,
}

/// A copy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationCopy {
    /// Empty for the name of the model.
    #[serde(default)]
    name: String,
}

/// Whether it is put away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationShelf {
    archived: bool,
}

/// Lists configurations
///
/// Those of the company; with a key of the dealer, which needs `see_orders`, all.
#[utoipa::path(get, path = "/api/v1/configurations", tag = "configurations", params(ConfigurationSearch), responses(
    (status = 200, body = ConfigurationPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<ConfigurationSearch>,
) -> Result<Json<ConfigurationPage>, ApiError> {
    let company = search.company.map(CompanyId);
    let filter = ConfigurationFilter { company, archived: search.archived, after: search.after };
    let page = configurations::configurations(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let company = filter.company.as_ref().map(|c| format!("&company={}", encoded(c.as_str())));
        let (company, archived) = (company.unwrap_or_default(), filter.archived);
        format!("{}/configurations?after={}&archived={archived}{company}", super::ROOT, encoded(after))
    });
    Ok(Json(ConfigurationPage { configurations: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one configuration
#[utoipa::path(get, path = "/api/v1/configurations/{id}", tag = "configurations",
    params(("id" = String, Path, description = "Id of the configuration")),
    responses((status = 200, body = ApiConfiguration), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiConfiguration>, ApiError> {
    shown(&state, &actor, &ConfigurationId(id)).await.map(Json)
}

/// Begins a configuration
///
/// In a case of its own. Needs the right `order`; with a key of the dealer `manage_quotes`. The same `Idempotency-Key` again answers the
/// same configuration.
#[utoipa::path(post, path = "/api/v1/configurations", tag = "configurations", request_body = NewConfiguration,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each configuration")),
    responses((status = 201, body = ApiConfiguration), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewConfiguration>,
) -> Result<Response, ApiError> {
    let command = BeginConfiguration {
        key,
        company: new.company.map(CompanyId),
        model: ModelId(new.model),
        name: new.name,
        picks: new.groups.into_iter().map(Into::into).collect(),
        machines: new.machines,
    };
    let id = configurations::begin_configuration(&state.kontor, &actor, &command).await?;
    let made = shown(&state, &actor, &id).await?;
    Ok(created(&format!("/configurations/{id}"), made))
}

/// Changes what is chosen
///
/// Groups that are not named stay as they are, also when somebody changed them since `version`; who changed the same ones meanwhile is
/// told with 409.
#[utoipa::path(post, path = "/api/v1/configurations/{id}/change", tag = "configurations", request_body = ConfigurationChange,
    params(("id" = String, Path, description = "Id of the configuration")),
    responses((status = 200, body = ApiConfiguration), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(change): Body<ConfigurationChange>,
) -> Result<Json<ApiConfiguration>, ApiError> {
    let command = ChangeConfiguration {
        id: ConfigurationId(id),
        version: change.version,
        picks: change.groups.into_iter().map(Into::into).collect(),
        machines: change.machines,
    };
    configurations::change_configuration(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.id).await.map(Json)
}

/// Copies a configuration
///
/// Into a case of its own. The same `Idempotency-Key` again answers the same copy.
#[utoipa::path(post, path = "/api/v1/configurations/{id}/copy", tag = "configurations", request_body = ConfigurationCopy,
    params(("id" = String, Path, description = "Id of the configuration"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each copy")),
    responses((status = 201, body = ApiConfiguration), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn copy(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(copy): Body<ConfigurationCopy>,
) -> Result<Response, ApiError> {
    let (kontor, id) = (&state.kontor, ConfigurationId(id));
    let id = configurations::copy_configuration(kontor, &actor, &key, &id, &copy.name).await?;
    let made = shown(&state, &actor, &id).await?;
    Ok(created(&format!("/configurations/{id}"), made))
}

/// Puts a configuration away, or brings it back
///
/// Nothing is ever deleted.
#[utoipa::path(post, path = "/api/v1/configurations/{id}/archive", tag = "configurations", request_body = ConfigurationShelf,
    params(("id" = String, Path, description = "Id of the configuration")),
    responses((status = 200, body = ApiConfiguration), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn archive(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(shelf): Body<ConfigurationShelf>,
) -> Result<Json<ApiConfiguration>, ApiError> {
    let id = ConfigurationId(id);
    configurations::archive_configuration(&state.kontor, &actor, &id, shelf.archived).await?;
    shown(&state, &actor, &id).await.map(Json)
}

async fn shown(
    state: &AppState,
    actor: &kontor_domain::accounts::Actor,
    id: &ConfigurationId,
) -> Result<ApiConfiguration, ApiError> {
    Ok(configurations::configuration(&state.kontor, actor, id).await?.into())
}

impl From<ApiGroup> for GroupPicks {
    fn from(group: ApiGroup) -> Self {
        let pick = |p: ApiPick| Pick { option: p.option, amount: p.amount };
        Self { group: group.group, picks: group.options.into_iter().map(pick).collect() }
    }
}

impl From<ConfigurationSummary> for ApiConfigurationSummary {
    fn from(c: ConfigurationSummary) -> Self {
        Self {
            id: c.id.0,
            case: c.case.to_string(),
            company: c.company.0,
            model: c.model.0,
            model_version: c.model_version,
            name: c.name,
            state: c.state.code(),
            machines: c.machines,
            net: c.total.into(),
            delivery: c.date.map(|day| day.to_string()),
            changed_at: c.changed_at.to_string(),
            changed_by: c.changed_by,
            version: c.version,
        }
    }
}

impl From<ConfigurationView> for ApiConfiguration {
    fn from(view: ConfigurationView) -> Self {
        Self {
            model_name: view.head.model_name.clone().into(),
            head: view.head.into(),
            lines: view.kept.lines.into_iter().map(Into::into).collect(),
            missing: view.kept.missing.into_iter().map(Into::into).collect(),
            newer_model_version: view.newer.map(|newer| newer.version),
        }
    }
}

impl From<KeptLine> for ApiConfigurationLine {
    fn from(line: KeptLine) -> Self {
        Self {
            group: line.group,
            option: line.option,
            name: line.name.into(),
            quantity: line.quantity.0,
            net: line.net.into(),
        }
    }
}
