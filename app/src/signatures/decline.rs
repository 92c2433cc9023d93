//! Somebody does not want to sign.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = DeclineFn, prefix = "/fn", endpoint = "signatures/decline")]
pub async fn decline(token: String, #[server(default)] reason: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::DeclineSignature;
    let (kontor, _) = request::begin_anyway()?;
    kontor_service::signatures::knock(&kontor, &request::client_address())
        .answer_on(&format!("/sign/{token}"), &[])?;
    let command = DeclineSignature { reason };
    kontor_service::signatures::decline(&kontor, &token, &command)
        .await
        .answer_on(&format!("/sign/{token}"), &[("reason", &command.reason)])?;
    request::go("/signed/declined");
    Ok(())
}
