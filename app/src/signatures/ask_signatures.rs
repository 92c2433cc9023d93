//! People are asked to sign a form.

use kontor_domain::signatures::NewSigner;
use kontor_domain::{FormId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = AskSignaturesFn, prefix = "/fn", endpoint = "signatures/ask_signatures")]
pub async fn ask_signatures(
    key: IdempotencyKey,
    form: FormId,
    version: i64,
    #[server(default)] signers: Vec<NewSigner>,
    #[server(default)] days: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::{AskSignatures, ROUND_DAYS};
    let (kontor, actor) = request::begin()?;
    let days = if days.trim().is_empty() { ROUND_DAYS } else { days.trim().parse().unwrap_or_default() };
    let command = AskSignatures { key, form, version, signers, days };
    // What was typed comes back field by field.
    let names = |what: &str| (0..command.signers.len()).map(|n| format!("{what}{n}")).collect::<Vec<_>>();
    let (name, email) = (names("name"), names("email"));
    let of_name = name.iter().zip(&command.signers).map(|(key, signer)| (key.as_str(), signer.name.as_str()));
    let of_email =
        email.iter().zip(&command.signers).map(|(key, signer)| (key.as_str(), signer.email.as_str()));
    let typed: Vec<(&str, &str)> = of_name.chain(of_email).collect();
    Box::pin(kontor_service::signatures::ask_signatures(&kontor, &actor, &command))
        .await
        .answer_form("ask", &typed)?;
    request::go(&format!("{}?done=asked", super::form_page(&command.form, actor.company().is_none())));
    Ok(())
}
