//! A new or changed address of the own company.

use kontor_domain::accounts::Address;
use leptos::prelude::*;

use crate::wire::Refusal;

/// An empty `id` makes a new one.
#[server(prefix = "/fn", endpoint = "accounts/save_address")]
pub async fn save_address(address: Address) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let a = &address;
    let typed = [
        ("name", &*a.name),
        ("extra", &*a.extra),
        ("street", &*a.street),
        ("postcode", &*a.postcode),
        ("city", &*a.city),
        ("country", &*a.country),
        ("state", &*a.state),
    ];
    kontor_service::accounts::save_address(&kontor, &actor, a.clone()).await.answer_form(&a.id, &typed)?;
    request::go("/account?done=address");
    Ok(())
}
