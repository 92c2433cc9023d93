//! Shutting a person out, and letting them in again.

use kontor_domain::PersonId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/set_blocked")]
pub async fn set_blocked(person: PersonId, blocked: bool) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let about = person.to_string();
    kontor_service::accounts::set_blocked(&kontor, &actor, &person, blocked).await.answer_about(&about)?;
    request::go_back(&[("done", if blocked { "block" } else { "unblock" })]);
    Ok(())
}
