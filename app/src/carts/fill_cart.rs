//! Puts the chosen lines of a list or an order into the cart, and takes them out again.

use kontor_domain::{CartId, IdempotencyKey, PartKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A row of the form; `take` is something when the row is ticked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeLine {
    pub part: String,
    pub quantity: String,
    pub take: String,
}

/// Answers how many lines went in. Errors name the row by its part: `take.HY-4711.20-F`.
#[server(prefix = "/fn", endpoint = "carts/fill_cart")]
pub async fn fill_cart(
    key: IdempotencyKey,
    #[server(default)] cart: CartId,
    #[server(default)] lines: Vec<TakeLine>,
) -> Result<u32, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = typed(&lines);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&**name, &**value)).collect();
    let command = command(key.clone(), super::named(&cart).cloned(), &lines).answer_keeping(&typed)?;
    let filled = kontor_service::carts::fill_cart(&kontor, &actor, &command)
        .await
        .map_err(|error| by_part(error, &command))
        .answer_keeping(&typed)?;
    request::go(&filled_cart(&cart, &key, filled));
    Ok(filled)
}

/// Takes out what was put in with this key: lines of a list, of an order, or (`from=quick`) rows of a quick order.
#[server(prefix = "/fn", endpoint = "carts/undo_fill")]
pub async fn undo_fill(key: IdempotencyKey, #[server(default)] from: String) -> Result<CartId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (_, cart) = kontor_service::carts::undo_fill(&kontor, &actor, &key).await.answer()?;
    let undone = crate::ui::Query::default().with("undone", "1");
    request::go(&match from.as_str() {
        "quick" => undone.on("/quick-order"),
        _ => undone.with("cart", cart.as_str()).on("/cart"),
    });
    Ok(cart)
}

/// The cart, which says what went in and offers to take it out again.
#[must_use]
pub fn filled_cart(cart: &CartId, key: &IdempotencyKey, lines: u32) -> String {
    let filled = crate::ui::Query::default().with("filled", key.as_str()).with("lines", &lines.to_string());
    filled.with("cart", cart.as_str()).on("/cart")
}

/// The name of a row's error.
#[must_use]
pub fn row_field(part: &PartKey) -> String {
    format!("take.{part}")
}

/// What a refused form shows again.
#[cfg(feature = "ssr")]
fn typed(lines: &[TakeLine]) -> Vec<(String, String)> {
    let mut typed = vec![("kept".to_owned(), "1".to_owned())];
    for line in lines.iter().filter(|l| !l.take.is_empty()) {
        typed.push((format!("take.{}", line.part), line.quantity.clone()));
    }
    typed
}

#[cfg(feature = "ssr")]
fn command(
    key: IdempotencyKey,
    cart: Option<CartId>,
    lines: &[TakeLine],
) -> Result<kontor_domain::carts::FillCart, kontor_domain::Error> {
    use kontor_domain::carts::{AddLine, FillCart};
    use kontor_domain::{Error, FieldError, Quantity};
    let (mut taken, mut fields) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|l| !l.take.is_empty()) {
        let part = PartKey(line.part.clone());
        match Quantity::parse(&line.quantity) {
            Ok(quantity) => taken.push(AddLine { part, quantity }),
            Err(problem) => fields.push(FieldError { field: row_field(&part), problem }),
        }
    }
    if fields.is_empty() { Ok(FillCart { key, cart, lines: taken }) } else { Err(Error::Invalid { fields }) }
}

/// The operation counts lines; the page knows parts.
#[cfg(feature = "ssr")]
fn by_part(error: kontor_domain::Error, command: &kontor_domain::carts::FillCart) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let row = field.field.strip_prefix("lines[").and_then(|f| f.split(']').next());
        if let Some(line) = row.and_then(|n| n.parse::<usize>().ok()).and_then(|n| command.lines.get(n)) {
            field.field = row_field(&line.part);
        }
    }
    Error::Invalid { fields }
}
