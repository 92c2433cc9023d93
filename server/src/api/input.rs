//! What callers send, with every mistake answered as a problem instead of a sentence in plain text.

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use kontor_domain::carts::AddLine;
use kontor_domain::catalog::PartNumber;
use kontor_domain::{Error, FieldError, IdempotencyKey, PartKey, Problem, Quantity};
use serde::de::DeserializeOwned;

use super::orders::NewLine;
use super::problem::{ApiError, problem};
use crate::router::AppState;

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Self(body)),
            Err(e) => Err(problem(e.status(), kind(&e), e.body_text(), vec![])),
        }
    }
}

const fn kind(rejection: &JsonRejection) -> &'static str {
    match rejection {
        JsonRejection::JsonDataError(_) => "invalid",
        JsonRejection::JsonSyntaxError(_) => "bad_json",
        JsonRejection::MissingJsonContentType(_) => "content_type",
        _ => "body",
    }
}

/// The parameters behind the question mark.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Params<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(e) => {
                let e: QueryRejection = e;
                Err(problem(e.status(), "query", e.body_text(), vec![]))
            }
        }
    }
}

/// The `Idempotency-Key` header: 8 to 64 visible characters of the caller's choice.
pub struct Once(pub IdempotencyKey);

impl FromRequestParts<AppState> for Once {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        let wrong = |problem| ApiError(Error::invalid("Idempotency-Key", problem)).into_response();
        let header = parts.headers.get("idempotency-key").ok_or_else(|| wrong(Problem::Required))?;
        let key = header.to_str().map_err(|_| wrong(Problem::NotACode))?.trim_matches('"');
        match key.len() {
            8..=64 if key.bytes().all(|b| b.is_ascii_graphic()) => Ok(Self(IdempotencyKey::new(key))),
            0..8 => Err(wrong(Problem::TooShort { min: 8 })),
            65.. => Err(wrong(Problem::TooLong { max: 64 })),
            _ => Err(wrong(Problem::NotACode)),
        }
    }
}

/// Reads the part numbers of a list, all wrong ones at once; `field` names an entry: `levels[0].part`.
///
/// # Errors
/// [`Error::Invalid`].
pub fn keys<'a>(
    numbers: impl Iterator<Item = &'a str>,
    field: impl Fn(usize) -> String,
) -> Result<Vec<PartKey>, Error> {
    let mut fields = Vec::new();
    let mut keys = Vec::new();
    for (i, number) in numbers.enumerate() {
        match PartNumber::parse(number) {
            Ok(number) => keys.push(number.key()),
            Err(problem) => fields.push(FieldError { field: field(i), problem }),
        }
    }
    if fields.is_empty() { Ok(keys) } else { Err(Error::Invalid { fields }) }
}

/// Reads the lines of an order or a cart.
///
/// # Errors
/// As [`keys`].
pub fn lines(lines: &[NewLine]) -> Result<Vec<AddLine>, Error> {
    let parts = keys(lines.iter().map(|l| l.part.as_str()), |i| format!("lines[{i}].part"))?;
    let line = |(part, l): (PartKey, &NewLine)| AddLine { part, quantity: Quantity(l.quantity) };
    Ok(parts.into_iter().zip(lines).map(line).collect())
}
