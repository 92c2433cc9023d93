//! Puts a part on a list; more of it when it is there already.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::lists::NewLine;
use kontor_domain::{Error, ListId, Problem, Quantity};

use super::rows::{self, commit, count_lines, subject, write_lines};
use crate::Kontor;
use crate::catalog::rows::parts;
use crate::change::Change;

/// Adds atomically: two people adding the same part at once both count. A quantity under the minimum is kept: the list shows
/// the problem and offers the right one.
///
/// # Errors
/// [`Error::Invalid`] on `part` or `quantity`; [`Error::Conflict`] with [`Problem::ListFull`], or with [`Problem::WrongState`]
/// when the list is put away; [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it.
pub async fn add_line(kontor: &Kontor, actor: &Actor, list: &ListId, line: &NewLine) -> Result<(), Error> {
    rows::changeable(kontor, actor, list).await?;
    let found = parts(kontor, std::slice::from_ref(&line.part)).await?;
    let part = found.first().ok_or_else(|| Error::invalid("part", Problem::UnknownPart))?;
    if line.quantity <= Quantity::ZERO {
        return Err(Error::invalid("quantity", Problem::NotPositive));
    }
    if line.quantity > Quantity::MAX {
        return Err(Error::invalid("quantity", Problem::TooMuch));
    }
    let mut change = Change::new(kontor, actor);
    let line = std::slice::from_ref(line);
    write_lines(kontor, actor, &mut change.tx, list, line, "quantity += $input.quantity");
    count_lines(kontor, &mut change.tx, list);
    let (number, quantity) = (part.number.to_string(), line.first().map_or(Quantity::ZERO, |l| l.quantity));
    change.event(&subject(list), Happened::ListLineChanged { number, quantity });
    commit(change).await.map(|_| ())
}
