//! A signer types the code in.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = EnterCode, prefix = "/fn", endpoint = "signatures/enter_code")]
pub async fn enter_code(token: String, #[server(default)] code: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin_anyway()?;
    kontor_service::signatures::knock(&kontor, &request::client_address())
        .answer_on(&format!("/sign/{token}"), &[])?;
    let page = format!("/sign/{token}");
    kontor_service::signatures::enter_code(&kontor, &token, &code).await.answer_on(&page, &[])?;
    request::go(&page);
    Ok(())
}
