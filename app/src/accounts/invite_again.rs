//! An invitation is sent once more.

use kontor_domain::{IdempotencyKey, PersonId};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/invite_again")]
pub async fn invite_again(key: IdempotencyKey, person: PersonId) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let about = person.to_string();
    kontor_service::accounts::invite_again(&kontor, &actor, &person, &key).await.answer_about(&about)?;
    request::go_back(&[("done", "invite")]);
    Ok(())
}
