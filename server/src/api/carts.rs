//! Carts: a system fills the cart in which people look through it and order, or orders it itself.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use kontor_domain::carts::quick::{Candidate, CheckedRow, QuickRow};
use kontor_domain::carts::{
    AddLine, CartHead, CartLineView, CartRight, CartView, FillCart, MakeCart, SetLine,
};
use kontor_domain::{CartId, Error, Language, PartKey, Problem as FieldProblem, Quantity};
use kontor_service::carts;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params, keys, lines};
use super::orders::NewLine;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiAvailability, ApiMoney, ApiPrice, ApiText, Number, created};
use crate::router::AppState;

/// The carts a key may use.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCarts {
    /// First the one that everybody in the company shares.
    carts: Vec<ApiCartHead>,
}

/// A cart among others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCartHead {
    id: String,
    /// Empty for the one that everybody in the company shares.
    name: String,
    /// Who made it; empty for the shared one.
    made_by: String,
    /// What this key may do with it: `view`, `edit` or `order`, each with those before it.
    #[schema(example = "order")]
    right: &'static str,
    /// How many.
    lines: u32,
}

/// A cart with today's prices and dates.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCart {
    id: String,
    name: String,
    made_by: String,
    right: &'static str,
    lines: Vec<ApiCartLine>,
    /// Of the lines that have a price, core deposits included.
    net: ApiMoney,
    gross: ApiMoney,
    /// Can it be ordered as it stands?
    orderable: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCartLine {
    /// Part number as printed.
    part: String,
    name: ApiText,
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    unit: &'static str,
    /// The company's own reference for the line.
    reference: String,
    note: String,
    added_by: String,
    /// For this quantity; absent when the part is not sold or its price is on request.
    price: Option<ApiPrice>,
    amount: Option<ApiMoney>,
    /// Core deposit of the line, net; comes on top of `amount`.
    deposit: ApiMoney,
    availability: ApiAvailability,
    /// Why the line cannot be ordered as it stands, in German or English after `Accept-Language`.
    problem: Option<String>,
}

/// A cart to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCart {
    /// Up to 80 characters.
    name: String,
    /// What everybody in the company who orders may do with it: `view`, `edit` or `order`. Absent: it is for this key alone, and
    /// nobody sees it.
    #[serde(default)]
    #[schema(example = "order", pattern = "^(view|edit|order)$")]
    everybody: Option<String>,
}

/// A line as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CartLine {
    /// Zero takes the line out.
    #[schema(value_type = Number, example = "2")]
    quantity: Decimal,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    note: String,
}

/// Whether a cart that is not empty may go.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeleteCart {
    /// Also when there are lines in it.
    #[serde(default)]
    also_lines: bool,
}

/// Rows of a list as somebody typed it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRow {
    /// A part number in any writing, the company's own number, or somebody else's number of the part.
    #[schema(example = "hy 4711 20f")]
    number: String,
    /// As typed; empty means the smallest quantity.
    #[serde(default)]
    #[schema(example = "2")]
    quantity: String,
}

/// What became of the rows, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRows {
    rows: Vec<ApiRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRow {
    /// Where it stands in the list, from 1.
    line: u32,
    /// Number of the part it means, as printed; absent when that is not clear.
    part: Option<String>,
    /// In German or English after `Accept-Language`.
    name: Option<String>,
    #[schema(value_type = Option<Number>, example = "2")]
    quantity: Option<Decimal>,
    unit: Option<&'static str>,
    /// Net price of one unit.
    net: Option<ApiMoney>,
    amount: Option<ApiMoney>,
    availability: Option<ApiAvailability>,
    /// Everything that is wrong with the row; without any it can be ordered.
    problems: Vec<String>,
    /// The quantity that would be right.
    #[schema(value_type = Option<Number>)]
    proposal: Option<Decimal>,
    /// What replaces a part that is no longer sold.
    successor: Option<String>,
    /// What an ambiguous number may mean; for an unknown one what looks like it.
    candidates: Vec<ApiRowCandidate>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRowCandidate {
    part: String,
    name: String,
}

/// Lists the carts
///
/// The company's own one, those made with this key, and those that others share with everybody.
#[utoipa::path(get, path = "/api/v1/carts", tag = "carts", responses(
    (status = 200, body = ApiCarts), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, Caller(actor): Caller) -> Result<Json<ApiCarts>, ApiError> {
    let found = carts::carts(&state.kontor, &actor).await?;
    Ok(Json(ApiCarts { carts: found.carts.into_iter().map(Into::into).collect() }))
}

/// Makes a cart
///
/// The same `Idempotency-Key` again answers the same cart.
#[utoipa::path(post, path = "/api/v1/carts", tag = "carts", request_body = NewCart,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each cart")),
    responses((status = 201, body = ApiCart), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewCart>,
) -> Result<Response, ApiError> {
    let right =
        |code: &str| CartRight::parse(code).ok_or(Error::invalid("everybody", FieldProblem::NotACode));
    let everybody = new.everybody.as_deref().map(right).transpose()?;
    let id = carts::make_cart(&state.kontor, &actor, &MakeCart { key, name: new.name, everybody }).await?;
    let cart = carts::cart(&state.kontor, &actor, Some(&id)).await?;
    Ok(created(&format!("/carts/{id}"), ApiCart::new(cart, actor.language)))
}

/// Shows one cart
#[utoipa::path(get, path = "/api/v1/carts/{id}", tag = "carts", params(("id" = String, Path, description = "Id of the cart")),
    responses((status = 200, body = ApiCart), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiCart>, ApiError> {
    let cart = carts::cart(&state.kontor, &actor, Some(&CartId(id))).await?;
    Ok(Json(ApiCart::new(cart, actor.language)))
}

/// Deletes a cart
///
/// Only one made with this key.
#[utoipa::path(delete, path = "/api/v1/carts/{id}", tag = "carts",
    params(("id" = String, Path, description = "Id of the cart"), DeleteCart),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Params(how): Params<DeleteCart>,
) -> Result<StatusCode, ApiError> {
    carts::delete_cart(&state.kontor, &actor, &CartId(id), how.also_lines).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts lines into a cart
///
/// All or none; what is in it stays and grows by the quantity. The same `Idempotency-Key` again puts nothing in.
#[utoipa::path(post, path = "/api/v1/carts/{id}/lines", tag = "carts", request_body = Vec<NewLine>,
    params(("id" = String, Path, description = "Id of the cart"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each list of lines")),
    responses((status = 200, body = ApiCart), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn fill(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(new): Body<Vec<NewLine>>,
) -> Result<Json<ApiCart>, ApiError> {
    let cart = CartId(id);
    let lines: Vec<AddLine> = lines(&new)?;
    carts::fill_cart(&state.kontor, &actor, &FillCart { key, cart: Some(cart.clone()), lines }).await?;
    let cart = carts::cart(&state.kontor, &actor, Some(&cart)).await?;
    Ok(Json(ApiCart::new(cart, actor.language)))
}

/// Changes a line of a cart
///
/// Quantity, reference and note become what is sent. A quantity that breaks minimum or step is kept, and the line says so.
#[utoipa::path(put, path = "/api/v1/carts/{id}/lines/{number}", tag = "carts", request_body = CartLine,
    params(("id" = String, Path, description = "Id of the cart"), ("number" = String, Path, description = "Part number")),
    responses((status = 200, body = ApiCart), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn set_line(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, number)): Path<(String, String)>,
    Body(line): Body<CartLine>,
) -> Result<Json<ApiCart>, ApiError> {
    let cart = CartId(id);
    let command = SetLine {
        part: part(&number)?,
        quantity: Quantity(line.quantity),
        reference: line.reference,
        note: line.note,
    };
    carts::set_line(&state.kontor, &actor, Some(&cart), &command).await?;
    let cart = carts::cart(&state.kontor, &actor, Some(&cart)).await?;
    Ok(Json(ApiCart::new(cart, actor.language)))
}

/// Takes a line out of a cart
///
/// What is not in it is taken out as well.
#[utoipa::path(delete, path = "/api/v1/carts/{id}/lines/{number}", tag = "carts",
    params(("id" = String, Path, description = "Id of the cart"), ("number" = String, Path, description = "Part number")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
              (status = 409, body = Problem)))]
pub async fn remove_line(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, number)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    carts::remove_line(&state.kontor, &actor, Some(&CartId(id)), &part(&number)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Looks at rows before they are ordered
///
/// Each row with its part, price and date, and everything that is wrong with it. Nothing is written. Up to 2,000 rows.
#[utoipa::path(post, path = "/api/v1/quick-order", tag = "carts", request_body = Vec<NewRow>, responses(
    (status = 200, body = ApiRows), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn check(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(rows): Body<Vec<NewRow>>,
) -> Result<Json<ApiRows>, ApiError> {
    let row = |row: NewRow| QuickRow { number: row.number, quantity: row.quantity, ..QuickRow::default() };
    let rows = rows.into_iter().map(row).collect();
    let checked = carts::check_rows(&state.kontor, &actor, rows).await?;
    Ok(Json(ApiRows { rows: checked.into_iter().map(|row| ApiRow::new(row, actor.language)).collect() }))
}

/// The part of an address; a number that can be none is in no cart.
fn part(number: &str) -> Result<PartKey, Error> {
    let one = keys([number].into_iter(), |_| "number".into()).map_err(|_| Error::NotFound)?;
    one.into_iter().next().ok_or(Error::NotFound)
}

impl From<CartHead> for ApiCartHead {
    fn from(head: CartHead) -> Self {
        Self {
            id: head.id.0,
            name: head.name,
            made_by: head.owner,
            right: head.right.code(),
            lines: head.lines,
        }
    }
}

impl ApiCart {
    fn new(cart: CartView, language: Language) -> Self {
        let orderable = cart.orderable();
        Self {
            id: cart.head.id.0,
            name: cart.head.name,
            made_by: cart.head.owner,
            right: cart.head.right.code(),
            lines: cart.lines.into_iter().map(|line| ApiCartLine::new(line, language)).collect(),
            net: cart.totals.net.into(),
            gross: cart.totals.gross.into(),
            orderable,
        }
    }
}

impl ApiCartLine {
    fn new(l: CartLineView, language: Language) -> Self {
        Self {
            deposit: l.deposit().into(),
            part: l.number,
            name: l.name.into(),
            quantity: l.quantity.0,
            unit: l.unit.code(),
            reference: l.reference,
            note: l.note,
            added_by: l.added_by,
            price: l.price.map(Into::into),
            amount: l.amount.map(Into::into),
            availability: l.availability.into(),
            problem: l.problem.map(|problem| problem.text(language)),
        }
    }
}

impl ApiRow {
    fn new(checked: CheckedRow, language: Language) -> Self {
        let (quantity, amount) = (checked.quantity.map(|q| q.0), checked.amount.map(Into::into));
        let problems = checked.problems.iter().map(|problem| problem.text(language)).collect();
        let row = Self {
            line: checked.row.line,
            part: None,
            name: None,
            quantity,
            unit: None,
            net: None,
            amount,
            availability: None,
            problems,
            proposal: checked.proposal.map(|q| q.0),
            successor: None,
            candidates: checked.candidates.into_iter().map(Into::into).collect(),
        };
        match checked.part {
            None => row,
            Some(part) => Self {
                part: Some(part.number),
                name: Some(part.name),
                unit: Some(part.unit.code()),
                net: part.price.map(Into::into),
                availability: Some(part.availability.into()),
                successor: part.successor.map(|s| s.number),
                ..row
            },
        }
    }
}

impl From<Candidate> for ApiRowCandidate {
    fn from(candidate: Candidate) -> Self {
        Self { part: candidate.number, name: candidate.name }
    }
}
