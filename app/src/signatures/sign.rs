//! Somebody signs behind their link.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `consent` is its version, and empty when the tick is missing; `drawing` as `Drawing::canonical` writes it, or empty for a typed `name`.
#[server(name = SignFn, prefix = "/fn", endpoint = "signatures/sign")]
pub async fn sign(
    token: String,
    seen: String,
    #[server(default)] consent: String,
    #[server(default)] drawing: String,
    #[server(default)] name: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::Sign;
    let (kontor, actor) = request::begin_anyway()?;
    kontor_service::signatures::knock(&kontor, &request::client_address())
        .answer_on(&format!("/sign/{token}"), &[])?;
    let written = super::written(&drawing, name.clone());
    let consent = consent.parse().unwrap_or_default();
    let command = Sign { seen, consent, language: actor.language, written };
    Box::pin(kontor_service::signatures::sign(&kontor, &token, &command))
        .await
        .answer_on(&format!("/sign/{token}"), &[("name", &name)])?;
    request::go("/signed/done");
    Ok(())
}
