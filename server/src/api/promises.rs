//! Lines that come later: what happens to them, cancelling one, and how well promises are kept.

use axum::Json;
use axum::extract::{Path, State};
use kontor_domain::orders::{
    CancelLine, ChooseForLine, KeptCount, KeptFilter, KeptRows, LineChoice, LineOffers, Measured, Offer,
    PromiseEntry, Slip,
};
use kontor_domain::{CompanyId, Error, Money, OrderId, PartKey, Problem as FieldProblem, Quantity};
use kontor_service::orders;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params, keys};
use super::orders::{ApiOrder, encoded};
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText, Number};
use crate::router::AppState;

/// What is to happen to a line that comes later.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChoice {
    /// `version` of the order that was read.
    version: i64,
    /// `wait`, `split`, `substitute`, `cancel` or `expedite`.
    #[schema(example = "split", pattern = "^(wait|split|substitute|cancel|expedite)$")]
    choice: String,
    /// For `substitute`: one of the numbers offered.
    #[serde(default)]
    part: Option<String>,
    /// For `substitute`: the net price of one unit that was offered; another one is refused.
    #[serde(default)]
    #[schema(value_type = Option<Number>)]
    net: Option<Decimal>,
    /// For `cancel`: how much; everything that is open when absent.
    #[serde(default)]
    #[schema(value_type = Option<Number>)]
    quantity: Option<Decimal>,
    /// For `expedite`: by when it is needed.
    #[serde(default)]
    note: String,
}

/// A line, or some of it, that is no longer wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCancel {
    /// `version` of the order that was read.
    version: i64,
    /// Everything that is open when absent.
    #[serde(default)]
    #[schema(value_type = Option<Number>)]
    quantity: Option<Decimal>,
    /// The dealer must say why.
    #[serde(default)]
    reason: String,
}

/// Which promises to count.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct KeptSearch {
    /// The last 30, 90 or 365 days; 90 when absent.
    #[param(maximum = 65535)]
    days: Option<u16>,
    /// Only these rows: `kept`, `missed` or `waived`.
    #[param(pattern = "^(kept|missed|waived)$")]
    only: Option<String>,
    /// With a key of the dealer: only this company's.
    company: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// How well promises are kept, with every line that was counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptPage {
    #[schema(example = "2026-08-27")]
    from: String,
    /// The last day that counts: yesterday.
    until: String,
    count: ApiKept,
    /// Of all customers together, as of this morning.
    overall: ApiKept,
    lines: Vec<ApiMeasured>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// Lines whose promised day is over.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKept {
    kept: u32,
    missed: u32,
    /// Cancelled before they were late: they count neither way.
    waived: u32,
    /// kept / (kept + missed) in a hundred; absent when nothing counts.
    #[schema(value_type = Option<Number>, example = "96.4")]
    rate: Option<Decimal>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiMeasured {
    order: String,
    case: String,
    company: String,
    position: u32,
    /// Its number; empty for what is no part and has none.
    part: String,
    name: ApiText,
    /// The day it is measured by.
    due: String,
    /// The day all of it had left.
    left: Option<String>,
    /// `kept`, `missed` or `waived`.
    outcome: &'static str,
}

/// A date that was named for a line; the list is only ever added to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDate {
    position: u32,
    /// `promised`, `confirmed`, `moved`, `cut`, `replaced` or `shipped`.
    step: &'static str,
    /// "Not before", as the order says.
    requested: Option<String>,
    /// The date that held before.
    before: Option<String>,
    date: String,
    #[schema(value_type = Number)]
    open: Decimal,
    reason: String,
    by: String,
    /// Wall time of the dealer.
    at: String,
}

/// A line comes later than was said.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiSlip {
    from: String,
    to: String,
    /// What was chosen; absent while there is something to choose.
    choice: Option<&'static str>,
    by: Option<String>,
    /// Why it cannot be quicker.
    declined: Option<String>,
}

/// What there is to choose from for a line that comes later.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOffers {
    position: u32,
    /// So much could leave now; zero when nothing can.
    #[schema(value_type = Number)]
    now: Decimal,
    substitutes: Vec<ApiSubstitute>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiSubstitute {
    part: String,
    name: ApiText,
    #[schema(value_type = Number)]
    quantity: Decimal,
    net: ApiMoney,
    amount: ApiMoney,
    date: String,
    /// Why it can only be ordered anew.
    blocked: Option<String>,
}

/// Chooses what happens to a line that comes later
///
/// Needs the right `order`, or the dealer's `confirm_orders`. The same `Idempotency-Key` again answers the same order.
#[utoipa::path(post, path = "/api/v1/orders/{id}/lines/{position}/choice", tag = "orders", request_body = NewChoice,
    params(("id" = String, Path, description = "Id of the order"), ("position" = String, Path, description = "Position of the line"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each choice")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn choose(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, position)): Path<(String, String)>,
    Once(key): Once,
    Body(new): Body<NewChoice>,
) -> Result<Json<ApiOrder>, ApiError> {
    let choice = match new.choice.as_str() {
        "wait" => LineChoice::Wait,
        "split" => LineChoice::Split,
        "cancel" => LineChoice::Cancel { quantity: new.quantity.map(Quantity) },
        "expedite" => LineChoice::Expedite { note: new.note },
        "substitute" => {
            LineChoice::Substitute { part: substitute(new.part.as_deref())?, seen: new.net.map(Money::eur) }
        }
        _ => return Err(Error::invalid("choice", FieldProblem::NotACode).into()),
    };
    let position = line(&position)?;
    let command = ChooseForLine { key, order: OrderId(id), version: new.version, position, choice };
    Ok(Json(orders::choose(&state.kontor, &actor, &command).await?.into()))
}

/// Takes a line, or some of it, off an order that is not packed yet
///
/// What was paid for it goes back. The same `Idempotency-Key` again answers the same order.
#[utoipa::path(post, path = "/api/v1/orders/{id}/lines/{position}/cancel", tag = "orders", request_body = NewCancel,
    params(("id" = String, Path, description = "Id of the order"), ("position" = String, Path, description = "Position of the line"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each line")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn cancel(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, position)): Path<(String, String)>,
    Once(key): Once,
    Body(new): Body<NewCancel>,
) -> Result<Json<ApiOrder>, ApiError> {
    let command = CancelLine {
        key,
        order: OrderId(id),
        version: new.version,
        position: line(&position)?,
        quantity: new.quantity.map(Quantity),
        reason: new.reason,
    };
    Ok(Json(orders::cancel_line(&state.kontor, &actor, &command).await?.into()))
}

/// Counts promises kept
///
/// With a key of a company its own lines, with a key of the dealer all.
#[utoipa::path(get, path = "/api/v1/promises", tag = "orders", params(KeptSearch), responses(
    (status = 200, body = KeptPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn kept(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<KeptSearch>,
) -> Result<Json<KeptPage>, ApiError> {
    let only = search
        .only
        .as_deref()
        .map(|code| KeptRows::parse(code).ok_or_else(|| Error::invalid("only", FieldProblem::NotACode)));
    let filter = KeptFilter {
        company: search.company.map(CompanyId::new),
        days: search.days.unwrap_or_default(),
        only: only.transpose()?,
        after: search.after,
    };
    let found = orders::promises_kept(&state.kontor, &actor, &filter).await?;
    let next = found.rows.next.as_ref().map(|after| {
        let only = filter.only.map(|o| format!("&only={}", o.code())).unwrap_or_default();
        let company =
            filter.company.as_ref().map(|c| format!("&company={}", encoded(c.as_str()))).unwrap_or_default();
        format!("{}/promises?days={}&after={}{only}{company}", super::ROOT, filter.period(), encoded(after))
    });
    Ok(Json(KeptPage {
        from: found.from.to_string(),
        until: found.until.to_string(),
        count: found.count.into(),
        overall: found.overall.into(),
        lines: found.rows.items.into_iter().map(Into::into).collect(),
        next,
    }))
}

/// A position that is no number is one that does not exist.
fn line(position: &str) -> Result<u32, Error> {
    position.parse().map_err(|_| Error::NotFound)
}

fn substitute(part: Option<&str>) -> Result<PartKey, Error> {
    let part = part.ok_or_else(|| Error::invalid("part", FieldProblem::Required))?;
    keys(std::iter::once(part), |_| "part".into())?.pop().ok_or(Error::NotFound)
}

impl From<KeptCount> for ApiKept {
    fn from(count: KeptCount) -> Self {
        Self { kept: count.kept, missed: count.missed, waived: count.waived, rate: count.rate() }
    }
}

impl From<Measured> for ApiMeasured {
    fn from(row: Measured) -> Self {
        Self {
            order: row.order.0,
            case: row.case.to_string(),
            company: row.company_name,
            position: row.position,
            part: row.number,
            name: row.name.into(),
            due: row.due.to_string(),
            left: row.done.map(|d| d.to_string()),
            outcome: KeptRows::of(row.state).code(),
        }
    }
}

impl From<PromiseEntry> for ApiDate {
    fn from(entry: PromiseEntry) -> Self {
        Self {
            position: entry.position,
            step: entry.step.code(),
            requested: entry.requested.map(|d| d.to_string()),
            before: entry.before.map(|d| d.to_string()),
            date: entry.date.to_string(),
            open: entry.open.0,
            reason: entry.reason,
            by: entry.by,
            at: entry.at.to_string(),
        }
    }
}

impl From<Slip> for ApiSlip {
    fn from(slip: Slip) -> Self {
        Self {
            from: slip.from.to_string(),
            to: slip.to.to_string(),
            choice: slip.chosen.as_ref().map(|c| c.kind.code()),
            by: slip.chosen.map(|c| c.by),
            declined: slip.declined,
        }
    }
}

impl From<LineOffers> for ApiOffers {
    fn from(offers: LineOffers) -> Self {
        Self {
            position: offers.position,
            now: offers.now.0,
            substitutes: offers.substitutes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Offer> for ApiSubstitute {
    fn from(offer: Offer) -> Self {
        Self {
            part: offer.number,
            name: offer.name.into(),
            quantity: offer.quantity.0,
            net: offer.net.into(),
            amount: offer.amount.into(),
            date: offer.date.to_string(),
            blocked: offer.blocked.map(|problem| problem.text(kontor_domain::Language::En)),
        }
    }
}
