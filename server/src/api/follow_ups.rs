//! Follow-ups of the dealer's people: reading, making, and what becomes of them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::follow_ups::{
    ChangeFollowUp, FollowUp, FollowUpFilter, FollowUpStep, MakeFollowUp, Snooze,
};
use kontor_domain::{CompanyId, Date, Error, FollowUpId, PersonId, Problem as FieldProblem};
use kontor_service::follow_ups;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::problem::{ApiError, Problem};
use super::shapes::created;
use crate::router::AppState;

/// Which follow-ups to list; what is given counts together.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FollowUpSearch {
    /// Of this customer, those on its cases included.
    company: Option<String>,
    /// On the case of this code.
    #[param(example = "K7F-4RTM")]
    case: Option<String>,
    /// Due on this day at the latest.
    #[param(value_type = Option<String>, format = Date)]
    until: Option<String>,
    /// `all`, as when it is absent, or the id of a person of the dealer. A key is no person: there is no `me`.
    owner: Option<String>,
}

/// Follow-ups that are not done, by day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiFollowUps {
    /// The first two hundred; `company`, `case`, `until` and `owner` find others.
    follow_ups: Vec<ApiFollowUp>,
}

/// A day on which one of the dealer's people comes back to something. Customers never see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiFollowUp {
    id: String,
    /// Code of the case; absent for one about the customer.
    #[schema(example = "K7F-4RTM")]
    case: Option<String>,
    company_id: String,
    company: String,
    #[schema(format = Date)]
    due: String,
    note: String,
    /// Id of who looks after it.
    owner: String,
    owner_name: String,
    made_by: String,
    /// Wall time of the dealer; absent as long as it is open.
    done_at: Option<String>,
    /// Empty as long as it is open.
    done_by: String,
    /// Send it back with a change; an old one is refused.
    version: i64,
}

/// A new follow-up, on a case or on a customer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFollowUp {
    /// Code of the case; instead of `company`.
    #[serde(default)]
    case: Option<String>,
    /// Id of the customer; instead of `case`.
    #[serde(default)]
    company: Option<String>,
    #[schema(value_type = String, format = Date)]
    due: Date,
    /// What is to be done, in one line.
    #[schema(max_length = 500)]
    note: String,
    /// Id of a person of the dealer.
    owner: String,
}

/// Which follow-up was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpSeen {
    version: i64,
}

/// Where a follow-up is put off to: a day, or the next working day from where a button of the desk leads.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpDelay {
    version: i64,
    /// This day; instead of `to`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    /// `tomorrow`, `next_monday` or `two_weeks`; instead of `due`.
    #[serde(default)]
    #[schema(example = "next_monday")]
    to: Option<String>,
}

/// Who looks after a follow-up from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpHandOver {
    version: i64,
    /// Id of a person of the dealer.
    owner: String,
}

/// Lists what is to be followed up
///
/// For keys of the dealer with `manage_quotes`.
#[utoipa::path(get, path = "/api/v1/follow-ups", tag = "cases", params(FollowUpSearch), responses(
    (status = 200, body = ApiFollowUps), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<FollowUpSearch>,
) -> Result<Json<ApiFollowUps>, ApiError> {
    let day =
        |text: String| text.parse::<Date>().map_err(|_| Error::invalid("until", FieldProblem::NotADate));
    let owner = match search.owner.as_deref() {
        None | Some("all") => None,
        Some("me" | "") => return Err(Error::invalid("owner", FieldProblem::NotACode).into()),
        Some(person) => Some(PersonId::new(person)),
    };
    let filter = FollowUpFilter {
        all: owner.is_none(),
        company: search.company.map(CompanyId),
        case: search.case.as_deref().map(code).transpose()?,
        owner,
        until: search.until.map(day).transpose()?,
    };
    let found = follow_ups::follow_ups(&state.kontor, &actor, &filter).await?;
    Ok(Json(ApiFollowUps { follow_ups: found.items.into_iter().map(Into::into).collect() }))
}

/// Shows one follow-up
///
/// Also one that is done. For keys of the dealer with `manage_quotes`.
#[utoipa::path(get, path = "/api/v1/follow-ups/{id}", tag = "cases",
    params(("id" = String, Path, description = "Id of the follow-up")),
    responses((status = 200, body = ApiFollowUp), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiFollowUp>, ApiError> {
    Ok(Json(follow_ups::follow_up(&state.kontor, &actor, &FollowUpId(id)).await?.into()))
}

/// Makes a follow-up
///
/// On a case (which needs `see_orders` too) or on a customer; its owner is reminded by mail. For keys of the dealer with
/// `manage_quotes`. The same `Idempotency-Key` again answers the same follow-up.
#[utoipa::path(post, path = "/api/v1/follow-ups", tag = "cases", request_body = NewFollowUp,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each follow-up")),
    responses((status = 201, body = ApiFollowUp), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewFollowUp>,
) -> Result<Response, ApiError> {
    let case = new.case.as_deref().map(code).transpose()?;
    let company = new.company.map(CompanyId);
    either("company", case.is_some(), company.is_some())?;
    let owner = Some(PersonId(new.owner));
    let command = MakeFollowUp { key, case, company, due: new.due, note: new.note, owner };
    let id = follow_ups::make_follow_up(&state.kontor, &actor, &command).await?;
    let made = follow_ups::follow_up(&state.kontor, &actor, &id).await?;
    Ok(created(&format!("/follow-ups/{id}"), ApiFollowUp::from(made)))
}

/// Is done with a follow-up
///
/// For keys of the dealer with `manage_quotes`.
#[utoipa::path(post, path = "/api/v1/follow-ups/{id}/done", tag = "cases", request_body = FollowUpSeen,
    params(("id" = String, Path, description = "Id of the follow-up")),
    responses((status = 200, body = ApiFollowUp), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn done(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(seen): Body<FollowUpSeen>,
) -> Result<Json<ApiFollowUp>, ApiError> {
    change(&state, &actor, id, seen.version, FollowUpStep::Done).await
}

/// Puts a follow-up off
///
/// To a day, or to the working day that `to` leads to. Its owner is reminded then. For keys of the dealer with `manage_quotes`.
#[utoipa::path(post, path = "/api/v1/follow-ups/{id}/snooze", tag = "cases", request_body = FollowUpDelay,
    params(("id" = String, Path, description = "Id of the follow-up")),
    responses((status = 200, body = ApiFollowUp), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn snooze(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(delay): Body<FollowUpDelay>,
) -> Result<Json<ApiFollowUp>, ApiError> {
    either("due", delay.due.is_some(), delay.to.is_some())?;
    let to = |text: &str| Snooze::parse(text).ok_or_else(|| Error::invalid("to", FieldProblem::NotACode));
    let step = match (delay.due, delay.to.as_deref().map(to).transpose()?) {
        (Some(due), _) => FollowUpStep::Move { due },
        (None, Some(to)) => FollowUpStep::Snooze { to },
        (None, None) => return Err(Error::invalid("due", FieldProblem::Required).into()),
    };
    change(&state, &actor, id, delay.version, step).await
}

/// Hands a follow-up over
///
/// To another person of the dealer. For keys of the dealer with `manage_quotes`.
#[utoipa::path(post, path = "/api/v1/follow-ups/{id}/hand-over", tag = "cases", request_body = FollowUpHandOver,
    params(("id" = String, Path, description = "Id of the follow-up")),
    responses((status = 200, body = ApiFollowUp), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn hand_over(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(to): Body<FollowUpHandOver>,
) -> Result<Json<ApiFollowUp>, ApiError> {
    change(&state, &actor, id, to.version, FollowUpStep::HandOver { person: PersonId(to.owner) }).await
}

async fn change(
    state: &AppState,
    actor: &Actor,
    id: String,
    version: i64,
    step: FollowUpStep,
) -> Result<Json<ApiFollowUp>, ApiError> {
    let id = FollowUpId(id);
    let command = ChangeFollowUp { id: id.clone(), version, step };
    follow_ups::change_follow_up(&state.kontor, actor, &command).await?;
    Ok(Json(follow_ups::follow_up(&state.kontor, actor, &id).await?.into()))
}

/// A code as it is written or heard.
fn code(text: &str) -> Result<CaseCode, Error> {
    CaseCode::parse(text).ok_or_else(|| Error::invalid("case", FieldProblem::NotACode))
}

/// One of the two is needed, and only one: `field` is the one that is named otherwise.
fn either(field: &str, this: bool, that: bool) -> Result<(), Error> {
    match (this, that) {
        (false, false) => Err(Error::invalid(field, FieldProblem::Required)),
        (true, true) => Err(Error::invalid(field, FieldProblem::Duplicate)),
        _ => Ok(()),
    }
}

impl From<FollowUp> for ApiFollowUp {
    fn from(one: FollowUp) -> Self {
        Self {
            id: one.id.0,
            case: one.case.map(|code| code.to_string()),
            company_id: one.company.0,
            company: one.company_name,
            due: one.due.to_string(),
            note: one.note,
            owner: one.owner.0,
            owner_name: one.owner_name,
            made_by: one.made_by,
            done_at: one.done_at.map(|at| at.to_string()),
            done_by: one.done_by,
            version: one.version,
        }
    }
}
