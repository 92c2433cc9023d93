//! Recurring orders, for systems that plan: what is ordered when. They are made by people.

use axum::Json;
use axum::extract::{Path, State};
use kontor_domain::recurring::{
    RecurringFilter, RecurringLine, RecurringSummary, RecurringView, Step, StepRecurring,
};
use kontor_domain::{Date, Error, Language, Problem as FieldProblem, RecurringId};
use kontor_service::recurring;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, Number};
use crate::router::AppState;

/// Where the page starts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecurringSearch {
    /// Taken from `next`.
    after: Option<String>,
}

/// Recurring orders, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecurringPage {
    recurring_orders: Vec<ApiRecurringSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A recurring order in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRecurringSummary {
    id: String,
    name: String,
    company: String,
    /// `active`, `paused`, `review` (stopped by itself: somebody has to look) or `ended`.
    #[schema(example = "active")]
    state: &'static str,
    /// In words: `every month on day 31`.
    rhythm: String,
    /// Day of the next order; absent when it has ended.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    next: Option<String>,
    /// How many.
    lines: u32,
    /// Net sum as it was accepted last.
    net: ApiMoney,
    /// In whose name it is ordered.
    person: String,
}

/// A step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// `version` of the recurring order that was read.
    version: i64,
    /// `skip`, `pause`, `resume` or `end`.
    #[schema(example = "pause", pattern = "^(skip|pause|resume|end)$")]
    step: String,
}

/// A recurring order with what it would order today.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRecurring {
    id: String,
    name: String,
    company: String,
    state: &'static str,
    rhythm: String,
    person: String,
    /// The next days, the first one included.
    #[schema(value_type = Vec<String>, example = json!(["2026-12-31"]))]
    upcoming: Vec<String>,
    lines: Vec<ApiRecurringLine>,
    /// Why it stands still, in German or English after `Accept-Language`; empty unless its state is `review`.
    why: Vec<String>,
    po_number: String,
    /// The latest orders that came of it, newest first.
    orders: Vec<ApiCame>,
    /// Counts up with every change.
    version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRecurringLine {
    part: String,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    unit: &'static str,
    /// Net price of one unit as it was accepted last.
    accepted: Option<ApiMoney>,
    /// The same today; absent when it cannot be ordered.
    today: Option<ApiMoney>,
    /// Why the line cannot be ordered as it stands.
    problem: Option<String>,
}

/// An order that came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCame {
    /// Day it was due.
    #[schema(format = Date, example = "2026-11-30")]
    due: String,
    order: String,
    #[schema(example = "K7F-4RTM")]
    case: String,
    net: ApiMoney,
}

/// Lists the recurring orders
///
/// Those of the company; for the dealer's keys of all.
#[utoipa::path(get, path = "/api/v1/recurring-orders", tag = "recurring", params(RecurringSearch), responses(
    (status = 200, body = RecurringPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<RecurringSearch>,
) -> Result<Json<RecurringPage>, ApiError> {
    let filter = RecurringFilter { company: None, after: search.after };
    let page = recurring::recurring_orders(&state.kontor, &actor, &filter).await?;
    let next = page.next.map(|after| format!("{}/recurring-orders?after={}", super::ROOT, encoded(&after)));
    let row = |r| ApiRecurringSummary::new(r, actor.language);
    Ok(Json(RecurringPage { recurring_orders: page.items.into_iter().map(row).collect(), next }))
}

/// Shows one recurring order
///
/// With today's prices beside the accepted ones.
#[utoipa::path(get, path = "/api/v1/recurring-orders/{id}", tag = "recurring",
    params(("id" = String, Path, description = "Id of the recurring order")),
    responses((status = 200, body = ApiRecurring), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiRecurring>, ApiError> {
    let view = recurring::recurring_order(&state.kontor, &actor, &RecurringId(id)).await?;
    Ok(Json(ApiRecurring::new(view, actor.language)))
}

/// Skips, pauses, resumes or ends a recurring order
///
/// Needs a key with the rights `order` and `manage_company`. What is ordered and in whose name is for people.
#[utoipa::path(post, path = "/api/v1/recurring-orders/{id}/step", tag = "recurring", request_body = NewStep,
    params(("id" = String, Path, description = "Id of the recurring order")),
    responses((status = 200, body = ApiRecurring), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn step(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(said): Body<NewStep>,
) -> Result<Json<ApiRecurring>, ApiError> {
    let step = Step::parse(&said.step).filter(|step| *step != Step::TakeOver);
    let step = step.ok_or_else(|| Error::invalid("step", FieldProblem::NotACode))?;
    let recurring = RecurringId(id);
    let command = StepRecurring { recurring: recurring.clone(), version: said.version, step };
    recurring::step_recurring(&state.kontor, &actor, &command).await?;
    let view = recurring::recurring_order(&state.kontor, &actor, &recurring).await?;
    Ok(Json(ApiRecurring::new(view, actor.language)))
}

impl ApiRecurringSummary {
    fn new(r: RecurringSummary, language: Language) -> Self {
        Self {
            id: r.id.0,
            name: r.name,
            company: r.company.0,
            state: r.state.code(),
            rhythm: r.every.text(language),
            next: r.next.map(|day| day.to_string()),
            lines: r.lines,
            net: r.net.into(),
            person: r.person_name,
        }
    }
}

impl ApiRecurring {
    fn new(view: RecurringView, language: Language) -> Self {
        let head = view.head;
        let why = view.review.map(|review| review.why).unwrap_or_default();
        let came = view.came.into_iter().map(|came| ApiCame {
            due: came.due.to_string(),
            order: came.order.0,
            case: came.case.to_string(),
            net: came.net.into(),
        });
        Self {
            id: head.id.0,
            name: head.name,
            company: head.company.0,
            state: head.state.code(),
            rhythm: head.every.text(language),
            person: head.person_name,
            upcoming: view.upcoming.iter().map(Date::to_string).collect(),
            lines: view.lines.into_iter().map(|line| ApiRecurringLine::new(line, language)).collect(),
            why: why.iter().map(|why| why.text(language)).collect(),
            po_number: view.po_number,
            orders: came.collect(),
            version: head.version,
        }
    }
}

impl ApiRecurringLine {
    fn new(line: RecurringLine, language: Language) -> Self {
        Self {
            part: line.number,
            quantity: line.quantity.0,
            unit: line.now.unit.code(),
            accepted: line.accepted.map(Into::into),
            today: line.now.price.map(|price| price.net.into()),
            problem: line.now.problem.map(|problem| problem.text(language)),
        }
    }
}
