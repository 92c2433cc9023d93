//! Why a customer pays what they pay.

use axum::Json;
use axum::extract::State;
use kontor_domain::pricing::{AskWhy, Candidate, Explained, Explanation, ListKind, Totals};
use kontor_domain::{Error, Language, Problem as FieldProblem};
use kontor_service::pricing::why_price;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::Params;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiPrice, Number};
use crate::router::AppState;

/// Which price, and which other terms to try.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PriceQuestion {
    /// Id or number of the customer; absent for list prices.
    #[serde(default)]
    customer: String,
    /// Part number, also the customer's own.
    part: String,
    /// Absent for the least that can be ordered.
    #[serde(default)]
    quantity: String,
    /// ISO 8601; absent for today.
    #[serde(default)]
    day: String,
    /// Where it goes, ISO 3166-1 alpha-2; absent for the customer's first address.
    #[serde(default)]
    country: String,
    /// Tried: percent off the list price.
    #[serde(default)]
    percent: String,
    /// Tried: the customer's own net price.
    #[serde(default)]
    net: String,
}

/// A price with everything that was weighed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiExplanation {
    #[schema(example = "HY-4711.20-F")]
    part: String,
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    #[schema(format = Date)]
    day: String,
    country: String,
    now: ApiWeighed,
    /// Absent when nothing was tried.
    tried: Option<ApiWeighed>,
}

/// What holds under some terms.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiWeighed {
    /// Absent when the price is on request.
    price: Option<ApiPrice>,
    /// Net amount of the line, core deposits included.
    net: Option<ApiMoney>,
    /// With VAT.
    gross: Option<ApiMoney>,
    /// The winner first.
    candidates: Vec<ApiCandidate>,
}

/// One price of a list, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCandidate {
    /// `list`, `group` or `customer`.
    kind: &'static str,
    #[schema(value_type = Number, example = "1")]
    from: Decimal,
    #[schema(value_type = Option<String>, format = Date)]
    valid_from: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<String>,
    /// As it stands in the list.
    listed: ApiMoney,
    /// What one unit comes to, discount taken off.
    net: ApiMoney,
    /// `wins`, `dearer`, `tied`, `too_few`, `not_yet` or `over`.
    fate: &'static str,
    /// The rule, in words.
    reason: String,
}

/// Explains a price
///
/// Which of a customer's prices holds for a part and why, and what other terms would change. Needs the right
/// `manage_customers`. Writes nothing.
#[utoipa::path(get, path = "/api/v1/price-explanation", tag = "prices", params(PriceQuestion), responses(
    (status = 200, body = ApiExplanation), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(q): Params<PriceQuestion>,
) -> Result<Json<ApiExplanation>, ApiError> {
    let asked = AskWhy {
        customer: q.customer,
        part: q.part,
        quantity: q.quantity,
        day: q.day,
        country: q.country,
        percent: q.percent,
        net: q.net,
    };
    let why = why_price(&state.kontor, &actor, &asked).await?;
    match why.answer {
        Some(answer) => Ok(Json((*answer).into())),
        None if !why.wrong.is_empty() => Err(Error::Invalid { fields: why.wrong }.into()),
        None if !why.customers.is_empty() => {
            Err(Error::invalid("customer", FieldProblem::UnknownCustomer).into())
        }
        None if !why.parts.is_empty() => Err(Error::invalid("part", FieldProblem::AmbiguousPart).into()),
        None => Err(Error::invalid("part", FieldProblem::Required).into()),
    }
}

impl From<Explained> for ApiExplanation {
    fn from(e: Explained) -> Self {
        Self {
            part: e.part.number,
            quantity: e.quantity.0,
            day: e.day.to_string(),
            country: e.country,
            now: weighed(e.now, e.totals.as_ref()),
            tried: e.tried.map(|tried| weighed(tried, e.tried_totals.as_ref())),
        }
    }
}

fn weighed(explanation: Explanation, totals: Option<&Totals>) -> ApiWeighed {
    ApiWeighed {
        price: explanation.tag.map(Into::into),
        net: totals.map(|t| t.net.into()),
        gross: totals.map(|t| t.gross.into()),
        candidates: explanation.candidates.into_iter().map(Into::into).collect(),
    }
}

impl From<Candidate> for ApiCandidate {
    fn from(c: Candidate) -> Self {
        Self {
            kind: match c.entry.kind {
                ListKind::List => "list",
                ListKind::Group => "group",
                ListKind::Customer => "customer",
            },
            from: c.entry.from.0,
            valid_from: c.entry.valid_from.map(|d| d.to_string()),
            valid_until: c.entry.valid_until.map(|d| d.to_string()),
            listed: kontor_domain::Money::eur(c.entry.net).into(),
            net: c.net.into(),
            fate: c.fate.code(),
            reason: c.reason.text(Language::En),
        }
    }
}
