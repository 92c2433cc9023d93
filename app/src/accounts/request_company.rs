//! Asking for a business account.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `key` comes from the page, so that a second click asks only once.
#[server(prefix = "/fn", endpoint = "accounts/request_company")]
pub async fn request_company(form: kontor_domain::accounts::RequestCompany) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::accounts::RequestCompany {
        language: actor.language,
        address: request::client_address(),
        ..form
    };
    let c = &command;
    let typed = [
        ("company", &*c.company),
        ("street", &*c.street),
        ("postcode", &*c.postcode),
        ("city", &*c.city),
        ("country", &*c.country),
        ("state", &*c.state),
        ("vat_id", &*c.vat_id),
        ("name", &*c.name),
        ("email", &*c.email),
        ("phone", &*c.phone),
        ("message", &*c.message),
    ];
    kontor_service::accounts::request_company(&kontor, c).await.answer_keeping(&typed)?;
    request::go("/request-account?sent=1");
    Ok(())
}
