//! Smart forms: begun, filled in and read by programs. Asking people to sign and signing are for people, so there is no operation for them.

mod shapes;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use kontor_domain::case::CaseCode;
use kontor_domain::forms::{BeginForm, DiscardForm, FormFilter, SaveAnswers, TemplateState};
use kontor_domain::{CompanyId, Error, FormId, OrderId, TemplateId};
use kontor_service::{forms, signatures};

pub use self::shapes::{
    ApiForm, ApiRound, ApiTemplates, FilledIn, FormDiscard, FormPage, FormSearch, NewForm, SavedForm,
};
use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::problem::{ApiError, Problem};
use super::shapes::created;
use crate::router::AppState;

/// Lists the templates that forms are begun with
///
/// For keys of customers those that are for them.
#[utoipa::path(get, path = "/api/v1/form-templates", tag = "forms", responses(
    (status = 200, body = ApiTemplates), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn templates(
    State(state): State<AppState>,
    Caller(actor): Caller,
) -> Result<Json<ApiTemplates>, ApiError> {
    let all = forms::templates(&state.kontor, &actor).await?;
    let usable = all.into_iter().filter(|one| one.state == TemplateState::Released);
    Ok(Json(ApiTemplates { templates: usable.map(Into::into).collect() }))
}

/// Lists forms
///
/// What was changed last comes first. Those of the company that it fills in or signs; with a key of the dealer, which needs `see_orders`,
/// all. What is asked for counts together.
#[utoipa::path(get, path = "/api/v1/forms", tag = "forms", params(FormSearch), responses(
    (status = 200, body = FormPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<FormSearch>,
) -> Result<Json<FormPage>, ApiError> {
    let filter = FormFilter {
        company: search.company.clone().map(CompanyId),
        case: case(search.case.as_deref())?,
        machine: search.machine.clone(),
        state: search.state,
        after: search.after.clone(),
    };
    let page = forms::forms(&state.kontor, &actor, &filter).await?;
    let next = page.next.map(|after| search.next(&after));
    Ok(Json(FormPage { forms: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one form
#[utoipa::path(get, path = "/api/v1/forms/{id}", tag = "forms",
    params(("id" = String, Path, description = "Id of the form")),
    responses((status = 200, body = ApiForm), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiForm>, ApiError> {
    Ok(Json(forms::form(&state.kontor, &actor, &FormId(id)).await?.into()))
}

/// Begins a form
///
/// With the newest release of a template; what is known already is filled in. Needs the right `order`; with a key of the dealer
/// `manage_customers` and `see_orders`. The same `Idempotency-Key` again answers the same form.
#[utoipa::path(post, path = "/api/v1/forms", tag = "forms", request_body = NewForm,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each form")),
    responses((status = 201, body = ApiForm), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewForm>,
) -> Result<Response, ApiError> {
    let command = BeginForm {
        key,
        template: TemplateId(new.template),
        company: new.company.map(CompanyId),
        machine: new.machine,
        case: case(new.case.as_deref())?,
        order: new.order.map(OrderId),
    };
    let view = forms::begin_form(&state.kontor, &actor, &command).await?;
    let at = format!("/forms/{}", view.head.id);
    Ok(created(&at, ApiForm::from(view)))
}

/// Fills in a draft
///
/// What only one of two callers changed since `base` is kept; where both did, the later one stands and the other is set aside beside it.
/// What is only not right yet is kept too. Needs what beginning a form needs.
#[utoipa::path(post, path = "/api/v1/forms/{id}/answers", tag = "forms", request_body = FilledIn,
    params(("id" = String, Path, description = "Id of the form")),
    responses((status = 200, body = SavedForm), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(filled): Body<FilledIn>,
) -> Result<Json<SavedForm>, ApiError> {
    let command =
        SaveAnswers { form: FormId(id), base: filled.base, changes: filled.changes, settled: filled.settled };
    Ok(Json(forms::save_answers(&state.kontor, &actor, &command).await?.into()))
}

/// Throws a draft away
///
/// Needs what beginning a form needs.
#[utoipa::path(delete, path = "/api/v1/forms/{id}", tag = "forms",
    params(("id" = String, Path, description = "Id of the form"), FormDiscard),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
              (status = 409, body = Problem)))]
pub async fn discard(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Params(seen): Params<FormDiscard>,
) -> Result<StatusCode, ApiError> {
    let command = DiscardForm { form: FormId(id), version: seen.version };
    forms::discard_form(&state.kontor, &actor, &command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows how the signatures of a form stand
///
/// 404 also while nobody is asked to sign it.
#[utoipa::path(get, path = "/api/v1/forms/{id}/signatures", tag = "forms",
    params(("id" = String, Path, description = "Id of the form")),
    responses((status = 200, body = ApiRound), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn round(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiRound>, ApiError> {
    let round = signatures::round(&state.kontor, &actor, &FormId(id)).await?;
    Ok(Json(round.ok_or(Error::NotFound)?.into()))
}

fn case(code: Option<&str>) -> Result<Option<CaseCode>, Error> {
    code.map(|code| CaseCode::parse(code).ok_or(Error::NotFound)).transpose()
}
