//! Somebody else is to sign in their place.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = DelegateFn, prefix = "/fn", endpoint = "signatures/delegate")]
pub async fn delegate(
    token: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::DelegateSignature;
    let (kontor, _) = request::begin_anyway()?;
    kontor_service::signatures::knock(&kontor, &request::client_address())
        .answer_on(&format!("/sign/{token}"), &[])?;
    let command = DelegateSignature { name, email };
    kontor_service::signatures::delegate(&kontor, &token, &command)
        .await
        .answer_on(&format!("/sign/{token}"), &[("to", &command.name), ("email", &command.email)])?;
    request::go("/signed/handed-on");
    Ok(())
}
