//! Puts the checked rows into the cart.

use kontor_domain::IdempotencyKey;
use kontor_domain::carts::quick::AddRow;
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Added;
use crate::wire::Refusal;

/// Answers what was added, and the key for the next time.
#[server(prefix = "/fn", endpoint = "carts/add_rows", input = Json)]
pub async fn add_rows(key: IdempotencyKey, rows: Vec<AddRow>) -> Result<(Added, IdempotencyKey), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::carts::quick::AddRows { key, rows };
    let rows = kontor_service::carts::add_rows(&kontor, &actor, &command).await.answer()?;
    Ok((Added { key: command.key, rows }, IdempotencyKey::new(kontor.new_id())))
}
