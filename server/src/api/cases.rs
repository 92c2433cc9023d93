//! Cases: what belongs together, what happened in it, and messages.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseFilter, CaseSummary, CaseView, CaseWords, Station, WriteWords};
use kontor_domain::events::TimelineEntry;
use kontor_domain::{CompanyId, Error, Language};
use kontor_service::cases;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiText, created};
use crate::router::AppState;

/// Which cases to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseSearch {
    /// Those that were put away instead of the open ones.
    #[serde(default)]
    archived: bool,
    /// With a key of the dealer: of this customer.
    company: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Cases, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasePage {
    cases: Vec<ApiCaseSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCaseSummary {
    #[schema(example = "K7F-4RTM")]
    code: String,
    title: String,
    company_id: String,
    company: String,
    /// Who of the dealer looks after it; empty for nobody yet.
    owner: String,
    /// Wall time of the dealer.
    began: String,
    confidential: bool,
    archived: bool,
}

/// Where the page of the history starts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistorySearch {
    /// Taken from `next`.
    after: Option<String>,
}

/// A case with everything in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCase {
    code: String,
    title: String,
    company_id: String,
    company: String,
    owner: String,
    confidential: bool,
    archived: bool,
    stations: Vec<ApiStation>,
    /// Oldest first, the latest hundred.
    messages: Vec<ApiCaseMessage>,
    /// Newest first.
    history: Vec<ApiStep>,
    /// Address of the next page of the history; absent on the last one.
    next: Option<String>,
    version: i64,
}

/// Something that came of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiStation {
    /// `configuration`, `offer`, `order`, `shipment` or `return`.
    kind: &'static str,
    id: String,
    title: String,
    state: ApiText,
    began: String,
}

/// A message that both sides read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCaseMessage {
    id: String,
    at: String,
    who: String,
    /// One of the dealer's wrote it.
    dealer: bool,
    text: String,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiStep {
    at: String,
    who: String,
    /// How it came: `portal`, `telephone`, `desk` and so on.
    channel: &'static str,
    what: ApiText,
}

/// What is said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    text: String,
}

/// Lists cases
///
/// Those of the company, confidential ones left out; with a key of the dealer, which needs `see_orders`, all.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases", params(CaseSearch), responses(
    (status = 200, body = CasePage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<CaseSearch>,
) -> Result<Json<CasePage>, ApiError> {
    let filter = CaseFilter {
        archived: search.archived,
        company: search.company.map(CompanyId),
        after: search.after,
        ..CaseFilter::default()
    };
    let page = cases::cases(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let company = filter.company.as_ref().map(|id| format!("&company={}", encoded(id.as_str())));
        let company = company.unwrap_or_default();
        format!("{}/cases?archived={}{company}&after={}", super::ROOT, filter.archived, encoded(after))
    });
    Ok(Json(CasePage { cases: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one case
#[utoipa::path(get, path = "/api/v1/cases/{code}", tag = "cases",
    params(("code" = String, Path, description = "Code of the case"), HistorySearch),
    responses((status = 200, body = ApiCase), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(code): Path<String>,
    Params(search): Params<HistorySearch>,
) -> Result<Json<ApiCase>, ApiError> {
    let code = CaseCode::parse(&code).ok_or(Error::NotFound)?;
    let view = cases::case(&state.kontor, &actor, &code, search.after.as_deref()).await?;
    Ok(Json(view.into()))
}

/// Writes a message
///
/// Both sides read it. Needs the right `order`; with a key of the dealer `manage_quotes`. The same `Idempotency-Key` again writes
/// nothing more.
#[utoipa::path(post, path = "/api/v1/cases/{code}/messages", tag = "cases", request_body = NewMessage,
    params(("code" = String, Path, description = "Code of the case"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each message")),
    responses((status = 201, body = ApiCase), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn write(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(code): Path<String>,
    Once(key): Once,
    Body(message): Body<NewMessage>,
) -> Result<Response, ApiError> {
    let case = CaseCode::parse(&code).ok_or(Error::NotFound)?;
    let command = WriteWords { key, case: case.clone(), text: message.text };
    cases::write_message(&state.kontor, &actor, &command).await?;
    let view = cases::case(&state.kontor, &actor, &case, None).await?;
    Ok(created(&format!("/cases/{case}"), ApiCase::from(view)))
}

impl From<CaseSummary> for ApiCaseSummary {
    fn from(case: CaseSummary) -> Self {
        Self {
            code: case.code.to_string(),
            title: case.title,
            company_id: case.company.0,
            company: case.company_name,
            owner: case.owner_name,
            began: case.began.to_string(),
            confidential: case.confidential,
            archived: case.archived,
        }
    }
}

/// What the desk notes, and when it comes back to it, is for no program.
impl From<CaseView> for ApiCase {
    fn from(view: CaseView) -> Self {
        let after = view.steps.next.as_ref();
        let next = after.map(|after| format!("{}/cases/{}?after={}", super::ROOT, view.code, encoded(after)));
        Self {
            code: view.code.to_string(),
            title: view.title,
            company_id: view.company.0,
            company: view.company_name,
            owner: view.owner.map(|owner| owner.name).unwrap_or_default(),
            confidential: view.confidential,
            archived: view.archived,
            stations: view.stations.into_iter().map(Into::into).collect(),
            messages: view.messages.into_iter().map(Into::into).collect(),
            history: view.steps.items.iter().map(Into::into).collect(),
            next,
            version: view.version,
        }
    }
}

impl From<Station> for ApiStation {
    fn from(station: Station) -> Self {
        Self {
            kind: station.kind.code(),
            id: station.id,
            title: station.title,
            state: station.state.into(),
            began: station.at.to_string(),
        }
    }
}

impl From<CaseWords> for ApiCaseMessage {
    fn from(words: CaseWords) -> Self {
        Self { id: words.id, at: words.at.to_string(), who: words.who, dealer: words.desk, text: words.text }
    }
}

impl From<&TimelineEntry> for ApiStep {
    fn from(entry: &TimelineEntry) -> Self {
        Self {
            at: entry.at.to_string(),
            who: entry.who.clone(),
            channel: entry.channel.code(),
            what: kontor_domain::Localized::new(entry.what.text(Language::De), entry.what.text(Language::En))
                .into(),
        }
    }
}
