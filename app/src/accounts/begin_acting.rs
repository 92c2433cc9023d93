//! One of the dealer's people begins to act for a customer: a plain form, since afterwards every page of the shop is another one.

use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `caller` is one of the customer's people, or empty for somebody without an account, who is only named.
#[server(prefix = "/fn", endpoint = "accounts/begin_acting")]
pub async fn begin_acting(
    key: IdempotencyKey,
    company: CompanyId,
    #[server(default)] caller: String,
    #[server(default)] name: String,
    #[server(default)] channel: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{BeginActing, Caller, Channel};
    use kontor_domain::{Error, PersonId, Problem};
    let (kontor, actor) = request::begin()?;
    let typed = [("caller", &*caller), ("name", &*name), ("channel", &*channel)];
    let person = (!caller.is_empty()).then(|| PersonId::new(caller.as_str()));
    let channel = Channel::parse(&channel)
        .ok_or_else(|| Error::invalid("channel", Problem::NotACode))
        .answer_keeping(&typed)?;
    let command = BeginActing { key, company, caller: Caller { person, name: name.clone() }, channel };
    let secret = request::session_secret();
    kontor_service::accounts::begin_acting(&kontor, &actor, &secret, &command)
        .await
        .answer_keeping(&typed)?;
    request::go("/quick-order");
    Ok(())
}
