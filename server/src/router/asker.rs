//! Who reads an error that is answered before any page or handler: a person gets a sentence, a program a problem.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use kontor_domain::{Error, Language};

use super::actor::language;
use crate::api::ApiError;

/// The reader of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    program: bool,
    language: Language,
}

impl Asker {
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let path = request.uri().path();
        Self { program: path == "/api" || path.starts_with("/api/"), language: language(request.headers()) }
    }

    /// A person, reading this language.
    #[must_use]
    pub const fn person(language: Language) -> Self {
        Self { program: false, language }
    }

    /// The error with its status, for this reader.
    #[must_use]
    pub fn refuse(self, error: Error) -> Response {
        if self.program {
            return ApiError(error).into_response();
        }
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, format!("{}\n", error.text(self.language))).into_response();
        if let Error::RateLimited { seconds } = error {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Gives up a request that is not answered in time: better an error than a page that never comes.
pub async fn in_time(patience: Duration, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(
                request_id = kontor_service::fault::request_id(),
                "not answered within {} s",
                patience.as_secs()
            );
            asker.refuse(Error::Unavailable)
        }
    }
}
