//! Errors as `application/problem+json` (RFC 9457).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use kontor_domain::{Error, FieldError, Language, Problem as FieldProblem};
use kontor_service::fault::request_id;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Kind of the problem, stable: `urn:kontor:problem:invalid`.
    #[serde(rename = "type")]
    #[schema(example = "urn:kontor:problem:invalid")]
    pub kind: String,
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// A sentence for the person who reads the log of the caller.
    pub detail: String,
    /// Names this one occurrence; quote it to support.
    #[schema(example = "urn:kontor:request:01JD3Z6M8V2K4T5W7X9Y1A3C5E")]
    pub instance: String,
    /// Every wrong field of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<WrongField>,
}

/// One wrong field.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrongField {
    #[schema(example = "levels[3].warehouse")]
    pub field: String,
    /// Stable code of the problem.
    #[schema(example = "not_a_code")]
    pub code: String,
    pub detail: String,
}

/// An error on its way to a caller.
pub struct ApiError(pub Error);

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = problem(status, kind(&self.0), self.0.text(Language::En), wrong_fields(&self.0));
        let (name, value) = match self.0 {
            Error::Unauthenticated => {
                (header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"kontor\""))
            }
            Error::RateLimited { seconds } => (header::RETRY_AFTER, HeaderValue::from(seconds)),
            Error::Unavailable => (header::RETRY_AFTER, HeaderValue::from_static("5")),
            _ => return response,
        };
        response.headers_mut().insert(name, value);
        response
    }
}

/// Writes a problem.
pub fn problem(status: StatusCode, kind: &str, detail: String, errors: Vec<WrongField>) -> Response {
    let problem = Problem {
        kind: format!("urn:kontor:problem:{kind}"),
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail,
        instance: format!("urn:kontor:request:{}", request_id()),
        errors,
    };
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// The answer to a request whose handler panicked.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let request_id = crate::router::panic_told(cause.as_ref());
    ApiError(Error::Internal { request_id }).into_response()
}

/// The answer to an address that does not exist.
pub async fn unknown() -> Response {
    ApiError(Error::NotFound).into_response()
}

/// The answer to a method that an address does not know.
pub async fn wrong_method() -> Response {
    problem(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This address does not know this method.".into(),
        vec![],
    )
}

const fn kind(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "not_found",
        Error::Unauthenticated => "unauthenticated",
        Error::Forbidden => "forbidden",
        Error::Invalid { .. } => "invalid",
        Error::Conflict { .. } => "conflict",
        Error::RateLimited { .. } => "rate_limited",
        Error::Unavailable => "unavailable",
        Error::Internal { .. } => "internal",
    }
}

fn wrong_fields(error: &Error) -> Vec<WrongField> {
    match error {
        Error::Invalid { fields } => {
            fields.iter().map(|FieldError { field, problem }| wrong_field(field, problem)).collect()
        }
        Error::Conflict { problem } => vec![wrong_field("", problem)],
        _ => Vec::new(),
    }
}

fn wrong_field(field: &str, problem: &FieldProblem) -> WrongField {
    WrongField { field: field.to_owned(), code: code(problem), detail: problem.text(Language::En) }
}

/// The code of a problem as the wire knows it: `not_a_number`.
fn code(problem: &FieldProblem) -> String {
    let value = serde_json::to_value(problem).unwrap_or_default();
    value.get("problem").and_then(|p| p.as_str()).unwrap_or("unknown").to_owned()
}
