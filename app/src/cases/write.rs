//! Says something in a case.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

/// To the other side.
#[server(prefix = "/fn", endpoint = "cases/write_message")]
pub async fn write_message(key: IdempotencyKey, case: String, text: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = words(key, &case, &text).answer_form("message", &[("text", &text)])?;
    kontor_service::cases::write_message(&kontor, &actor, &command)
        .await
        .answer_form("message", &[("text", &text)])?;
    request::go_back(&[("done", "message")]);
    Ok(())
}

/// For the desk alone.
#[server(prefix = "/fn", endpoint = "cases/write_note")]
pub async fn write_note(key: IdempotencyKey, case: String, text: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = words(key, &case, &text).answer_form("note", &[("text", &text)])?;
    kontor_service::cases::write_note(&kontor, &actor, &command)
        .await
        .answer_form("note", &[("text", &text)])?;
    request::go_back(&[("done", "note")]);
    Ok(())
}

#[cfg(feature = "ssr")]
fn words(
    key: IdempotencyKey,
    case: &str,
    text: &str,
) -> Result<kontor_domain::cases::WriteWords, kontor_domain::Error> {
    let case = kontor_domain::case::CaseCode::parse(case).ok_or(kontor_domain::Error::NotFound)?;
    Ok(kontor_domain::cases::WriteWords { key, case, text: text.to_owned() })
}
