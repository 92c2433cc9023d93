//! Changes a line of a list, takes it off, or puts it back.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::lists::{NewLine, SetListLine};
use kontor_domain::{Error, FieldError, Problem, Quantity};

use super::rows::{self, commit, count_lines, subject, write_lines};
use crate::Kontor;
use crate::catalog::rows::parts;
use crate::change::Change;

/// Quantity zero takes the line off (taking off what is not there is fine). A line that is gone is written anew: that is how
/// an undo puts it back.
///
/// # Errors
/// As [`super::add_line`]; [`Error::Invalid`] also on `note` for more than 200 characters.
pub async fn set_line(kontor: &Kontor, actor: &Actor, line: &SetListLine) -> Result<(), Error> {
    rows::changeable(kontor, actor, &line.list).await?;
    let mut fields = Vec::new();
    if line.quantity > Quantity::MAX || line.quantity < Quantity::ZERO {
        fields.push(FieldError { field: "quantity".into(), problem: Problem::TooMuch });
    }
    if line.note.chars().count() > 200 {
        fields.push(FieldError { field: "note".into(), problem: Problem::TooLong { max: 200 } });
    }
    let number = parts(kontor, std::slice::from_ref(&line.part)).await?.first().map(|p| p.number.to_string());
    let off = line.quantity == Quantity::ZERO;
    // What has left the catalogue can still be taken off.
    if number.is_none() && !off {
        fields.push(FieldError { field: "part".into(), problem: Problem::UnknownPart });
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    if off {
        change.tx.delete(rows::line_id(&line.list, &line.part));
    } else {
        let new = NewLine { part: line.part.clone(), quantity: line.quantity, note: line.note.clone() };
        let update = "quantity = $input.quantity, note = $input.note";
        write_lines(kontor, actor, &mut change.tx, &line.list, &[new], update);
    }
    count_lines(kontor, &mut change.tx, &line.list);
    let number = number.unwrap_or_else(|| line.part.to_string());
    change.event(&subject(&line.list), Happened::ListLineChanged { number, quantity: line.quantity });
    commit(change).await.map(|_| ())
}
