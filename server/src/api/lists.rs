//! Order lists, and what was bought before.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::carts::CartLineView;
use kontor_domain::lists::{
    BoughtFilter, BoughtView, ListKind, ListSource, ListSummary, ListView, MakeList, NewLine,
};
use kontor_domain::{Error, Language, ListId, Problem as FieldProblem, Quantity};
use kontor_service::lists;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params, keys};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiAvailability, ApiMoney, ApiPrice, ApiText, Number, Written, created};
use crate::router::AppState;

/// The lists a company may use.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiLists {
    lists: Vec<ApiListSummary>,
}

/// A list among others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiListSummary {
    id: String,
    name: String,
    /// `personal` (of the key itself), `company` or `dealer`.
    #[schema(example = "company")]
    kind: &'static str,
    note: String,
    made_by: String,
    /// How many.
    lines: u32,
    /// Wall time of the dealer.
    #[schema(example = "2026-11-24T09:30:00")]
    changed: String,
    /// May this key change it?
    editable: bool,
}

/// A list with today's prices and dates.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiList {
    id: String,
    name: String,
    kind: &'static str,
    note: String,
    made_by: String,
    changed: String,
    editable: bool,
    lines: Vec<ApiListLine>,
    /// Of the lines that have a price.
    net: ApiMoney,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiListLine {
    /// Part number as printed.
    part: String,
    name: ApiText,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    unit: &'static str,
    note: String,
    /// For this quantity; absent when the part is not sold or its price is on request.
    price: Option<ApiPrice>,
    amount: Option<ApiMoney>,
    availability: ApiAvailability,
    /// Why the line cannot be ordered as it stands, in German or English after `Accept-Language`.
    problem: Option<String>,
}

/// A list to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// Up to 80 characters.
    name: String,
    /// `company` for everybody in the company who orders, `personal` for this key alone.
    #[serde(default = "company")]
    #[schema(default = "company", pattern = "^(company|personal)$")]
    kind: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    lines: Vec<NewListLine>,
}

fn company() -> String {
    ListKind::Company.code().to_owned()
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewListLine {
    /// Part number as printed.
    part: String,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    #[serde(default)]
    note: String,
}

/// Which parts to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoughtSearch {
    /// Number, fragment of one, or words of the name.
    #[serde(default)]
    q: String,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Parts bought before, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoughtPage {
    parts: Vec<ApiBought>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiBought {
    part: String,
    /// Id of the latest order with it.
    order: String,
    /// When that was.
    #[schema(example = "2026-11-24T09:30:00")]
    at: String,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    unit: &'static str,
    /// Price of one unit then.
    net: ApiMoney,
    /// Orders with this part; cancelled ones do not count.
    times: u32,
    /// The price of one unit now, for the part's smallest quantity.
    price: Option<ApiPrice>,
    /// Absent when the part has left the catalogue.
    availability: Option<ApiAvailability>,
    /// Number of the part to order instead.
    successor: Option<String>,
}

/// Lists the order lists
///
/// Those of the company, those of this key, and those of the dealer for the company or for all.
#[utoipa::path(get, path = "/api/v1/lists", tag = "lists", responses(
    (status = 200, body = ApiLists), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, Caller(actor): Caller) -> Result<Json<ApiLists>, ApiError> {
    let all = lists::lists(&state.kontor, &actor).await?;
    let lists = all.mine.into_iter().chain(all.company).chain(all.dealer).map(Into::into).collect();
    Ok(Json(ApiLists { lists }))
}

/// Makes an order list
///
/// The same `Idempotency-Key` again answers the same list.
#[utoipa::path(post, path = "/api/v1/lists", tag = "lists", request_body = NewList,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each list")),
    responses((status = 201, body = ApiList), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewList>,
) -> Result<Response, ApiError> {
    let command = MakeList {
        key,
        name: new.name,
        kind: ListKind::parse(&new.kind).ok_or_else(|| Error::invalid("kind", FieldProblem::NotACode))?,
        note: new.note,
        customer: None,
        source: ListSource::Lines { lines: read(new.lines)? },
    };
    let id = lists::make_list(&state.kontor, &actor, &command).await?;
    let list = lists::list(&state.kontor, &actor, &id).await?;
    Ok(created(&format!("/lists/{id}"), ApiList::new(list, actor.language)))
}

/// Shows one order list
#[utoipa::path(get, path = "/api/v1/lists/{id}", tag = "lists", params(("id" = String, Path, description = "Id of the list")),
    responses((status = 200, body = ApiList), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiList>, ApiError> {
    let list = lists::list(&state.kontor, &actor, &ListId(id)).await?;
    Ok(Json(ApiList::new(list, actor.language)))
}

/// Sets the lines of an order list
///
/// Afterwards it has exactly these, in this order; up to 500, all or nothing. Sent twice it changes nothing. Needs a key that
/// made the list, or one with the right `manage_company`.
#[utoipa::path(put, path = "/api/v1/lists/{id}/lines", tag = "lists", request_body = Vec<NewListLine>,
    params(("id" = String, Path, description = "Id of the list")),
    responses((status = 200, body = Written), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(lines): Body<Vec<NewListLine>>,
) -> Result<Json<Written>, ApiError> {
    let lines = read(lines)?;
    lists::put_lines(&state.kontor, &actor, &ListId(id), &lines).await?;
    Ok(Json(Written { written: lines.len() }))
}

/// Lists what the company has bought
///
/// Latest first. Needs a key of a company.
#[utoipa::path(get, path = "/api/v1/bought", tag = "lists", params(BoughtSearch), responses(
    (status = 200, body = BoughtPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn bought(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<BoughtSearch>,
) -> Result<Json<BoughtPage>, ApiError> {
    let filter = BoughtFilter { q: search.q, after: search.after };
    let page = lists::bought(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let q = if filter.q.is_empty() { String::new() } else { format!("&q={}", encoded(&filter.q)) };
        format!("{}/bought?after={}{q}", super::ROOT, encoded(after))
    });
    Ok(Json(BoughtPage { parts: page.items.into_iter().map(Into::into).collect(), next }))
}

fn read(lines: Vec<NewListLine>) -> Result<Vec<NewLine>, Error> {
    let parts = keys(lines.iter().map(|l| l.part.as_str()), |i| format!("lines[{i}].part"))?;
    let line = |(part, l): (_, NewListLine)| NewLine { part, quantity: Quantity(l.quantity), note: l.note };
    Ok(parts.into_iter().zip(lines).map(line).collect())
}

impl From<ListSummary> for ApiListSummary {
    fn from(l: ListSummary) -> Self {
        Self {
            id: l.id.0,
            name: l.name,
            kind: l.kind.code(),
            note: l.note,
            made_by: l.made_by,
            lines: l.lines,
            changed: l.changed.to_string(),
            editable: l.editable,
        }
    }
}

impl ApiList {
    fn new(list: ListView, language: Language) -> Self {
        let head = list.head;
        Self {
            id: head.id.0,
            name: head.name,
            kind: head.kind.code(),
            note: head.note,
            made_by: head.made_by,
            changed: head.changed.to_string(),
            editable: head.editable,
            lines: list.lines.into_iter().map(|line| ApiListLine::new(line, language)).collect(),
            net: list.totals.net.into(),
        }
    }
}

impl ApiListLine {
    fn new(l: CartLineView, language: Language) -> Self {
        Self {
            part: l.number,
            name: l.name.into(),
            quantity: l.quantity.0,
            unit: l.unit.code(),
            note: l.note,
            price: l.price.map(Into::into),
            amount: l.amount.map(Into::into),
            availability: l.availability.into(),
            problem: l.problem.map(|problem| problem.text(language)),
        }
    }
}

impl From<BoughtView> for ApiBought {
    fn from(b: BoughtView) -> Self {
        let (price, availability, successor) = match b.now {
            Some(now) => (now.price, Some(now.availability), now.successor.map(|(_, number)| number)),
            None => (None, None, None),
        };
        Self {
            part: b.number,
            order: b.order.0,
            at: b.at.to_string(),
            quantity: b.quantity.0,
            unit: b.unit.code(),
            net: b.net.into(),
            times: b.times,
            price: price.map(Into::into),
            availability: availability.map(Into::into),
            successor,
        }
    }
}
