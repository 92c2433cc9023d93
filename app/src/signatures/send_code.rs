//! A signer has a code sent.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = SendCode, prefix = "/fn", endpoint = "signatures/send_code")]
pub async fn send_code(token: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin_anyway()?;
    kontor_service::signatures::knock(&kontor, &request::client_address())
        .answer_on(&format!("/sign/{token}"), &[])?;
    let page = format!("/sign/{token}");
    kontor_service::signatures::send_code(&kontor, &token).await.answer_on(&page, &[])?;
    request::go(&format!("{page}?code=sent"));
    Ok(())
}
