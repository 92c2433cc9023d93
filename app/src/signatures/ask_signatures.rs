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
    Box::pin(kontor_service::signatures::ask_signatures(&kontor, &actor, &command))
        .await
        .answer_about("ask")?;
    request::go(&format!("{}?done=asked", super::form_page(&command.form, actor.company().is_none())));
    Ok(())
}
