//! Changes a line: quantity, own reference, note.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::SetLine;
use kontor_domain::{Error, FieldError, Problem, Quantity};

use super::rows::id;
use crate::Kontor;
use crate::change::Change;
use crate::fault::{Fault as _, internal};
use kontor_store::StoreError;

/// A quantity that breaks minimum or step is kept: the cart shows the problem and offers the next right quantity, and
/// ordering refuses it. Nothing typed is lost.
///
/// # Errors
/// [`Error::NotFound`] when the line is gone (a colleague removed it), [`Error::Invalid`] for texts over 200 characters.
pub async fn set_line(kontor: &Kontor, actor: &Actor, line: &SetLine) -> Result<(), Error> {
    let company = actor.require_company(Right::Order)?;
    if line.quantity == Quantity::ZERO {
        return super::remove_line(kontor, actor, &line.part).await;
    }
    let mut fields = Vec::new();
    if line.quantity > Quantity::MAX || line.quantity < Quantity::ZERO {
        fields.push(FieldError { field: "quantity".into(), problem: Problem::TooMuch });
    }
    for (field, text) in [("reference", &line.reference), ("note", &line.note)] {
        if text.chars().count() > 200 {
            fields.push(FieldError { field: field.into(), problem: Problem::TooLong { max: 200 } });
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    let quantity = change.tx.bind(line.quantity.0);
    let reference = change.tx.bind(line.reference.trim().to_owned());
    let note = change.tx.bind(line.note.trim().to_owned());
    change.tx.guarded(
        id(company, &line.part),
        &format!("quantity = {quantity}, reference = {reference}, note = {note}"),
        "quantity > 0",
        "gone",
    );
    match change.commit().await {
        Ok(_) => Ok(()),
        Err(StoreError::Guard(name)) if name == "gone" => Err(Error::NotFound),
        Err(StoreError::Guard(name)) => Err(internal(&name)),
        other => other.map(|_| ()).fault(),
    }
}
