//! Somebody signs on the device of whoever asked.

use kontor_domain::FormId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// As [`super::sign::sign`].
#[server(name = SignHere, prefix = "/fn", endpoint = "signatures/sign_here")]
pub async fn sign_here(
    form: FormId,
    element: String,
    seen: String,
    #[server(default)] consent: String,
    #[server(default)] drawing: String,
    #[server(default)] name: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::Sign;
    let (kontor, actor) = request::begin()?;
    let written = super::written(&drawing, name);
    let consent = consent.parse().unwrap_or_default();
    let command = Sign { seen, consent, language: actor.language, written };
    Box::pin(kontor_service::signatures::sign_here(&kontor, &actor, &form, &element, &command))
        .await
        .answer_about(&element)?;
    request::go(&format!("{}?done=signed", super::form_page(&form, actor.company().is_none())));
    Ok(())
}
