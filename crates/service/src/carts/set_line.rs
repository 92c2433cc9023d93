//! Changes a line: quantity, own reference, note.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::{CartRight, MAX_TEXT, SetLine};
use kontor_domain::{CartId, Error, FieldError, Problem, Quantity};

use super::rows::{self, commit, id};
use crate::Kontor;
use crate::change::Change;

/// A quantity that breaks minimum or step is kept: the cart shows the problem and offers the next right quantity, and
/// ordering refuses it. Nothing typed is lost.
///
/// # Errors
/// [`Error::NotFound`] when the line is gone (a colleague removed it), [`Error::Invalid`] for texts longer than [`MAX_TEXT`]; as
/// [`super::add_line()`] for the cart.
pub async fn set_line(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    line: &SetLine,
) -> Result<(), Error> {
    if line.quantity == Quantity::ZERO {
        return super::remove_line(kontor, actor, cart, &line.part).await;
    }
    let cart = rows::open(kontor, actor, cart, CartRight::Edit).await?;
    let mut fields = Vec::new();
    if line.quantity > Quantity::MAX || line.quantity < Quantity::ZERO {
        fields.push(FieldError { field: "quantity".into(), problem: Problem::TooMuch });
    }
    for (field, text) in [("reference", &line.reference), ("note", &line.note)] {
        if text.chars().count() > MAX_TEXT {
            let max = u32::try_from(MAX_TEXT).unwrap_or(u32::MAX);
            fields.push(FieldError { field: field.into(), problem: Problem::TooLong { max } });
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    cart.hold(kontor, &mut change.tx);
    let quantity = change.tx.bind(line.quantity.0);
    let reference = change.tx.bind(line.reference.trim().to_owned());
    let note = change.tx.bind(line.note.trim().to_owned());
    change.tx.guarded(
        id(&cart.id, &line.part),
        &format!("quantity = {quantity}, reference = {reference}, note = {note}"),
        "quantity > 0",
        "gone",
    );
    cart.trace(&mut change, actor, &line.part, line.quantity)?;
    commit(change).await?;
    Ok(())
}
