//! Who calls: the key in the `Authorization` header becomes an `Actor`.

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_service::accounts;

use super::problem::ApiError;
use crate::router::{AppState, language};

/// The program that calls, with the rights of its key.
pub struct Caller(pub Actor);

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let secret = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, secret)| secret.trim())
            .ok_or(Error::Unauthenticated)?;
        let actor = accounts::key_actor(&state.kontor, secret).await?.ok_or(Error::Unauthenticated)?;
        Ok(Self(Actor { language: language(&parts.headers), ..actor }))
    }
}
