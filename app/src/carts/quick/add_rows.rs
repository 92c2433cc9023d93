//! Puts the checked rows into the cart.

use kontor_domain::carts::AddLine;
use kontor_domain::{CartId, IdempotencyKey};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Added;
use crate::wire::Refusal;

/// Answers what was added, and the key for the next time.
#[server(prefix = "/fn", endpoint = "carts/add_rows", input = Json)]
pub async fn add_rows(
    key: IdempotencyKey,
    cart: CartId,
    rows: Vec<AddLine>,
) -> Result<(Added, IdempotencyKey), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let into = crate::carts::named(&cart).cloned();
    let command = kontor_domain::carts::FillCart { key, cart: into, lines: rows };
    let rows = kontor_service::carts::fill_cart(&kontor, &actor, &command).await.answer()?;
    Ok((Added { key: command.key, cart, rows }, IdempotencyKey::new(kontor.new_id())))
}
