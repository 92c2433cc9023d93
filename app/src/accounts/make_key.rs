//! A new key for a program.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `rights` are the ticked ones. The secret goes to the next page in a cookie, never in an address.
#[server(prefix = "/fn", endpoint = "accounts/make_key")]
pub async fn make_key(
    key: IdempotencyKey,
    name: String,
    #[server(default)] company: String,
    #[server(default)] rights: Vec<String>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{MakeKey, Right};
    let (kontor, actor) = request::begin()?;
    let company = super::keys::whose(&actor, company);
    let rights = rights.iter().filter_map(|r| Right::parse(r)).collect();
    let command = MakeKey { key, name: name.clone(), company, rights };
    let made = kontor_service::accounts::make_key(&kontor, &actor, &command)
        .await
        .answer_keeping(&[("name", &name)])?;
    request::tell_once(&made.secret);
    request::go_back(&[("done", "key")]);
    Ok(())
}
