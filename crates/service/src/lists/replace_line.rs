//! Puts the successor of an obsolete part in its place.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::lists::NewLine;
use kontor_domain::{Error, ListId, PartKey, Problem, Quantity};

use super::rows::{self, commit, count_lines, subject, write_lines};
use crate::Kontor;
use crate::catalog::rows::parts;
use crate::change::Change;

/// In one transaction, at the same place of the list with the same quantity and note; when the successor is on the list
/// already, the quantities are added. Answers the successor.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::AlreadyDone`] when the part has no successor or is no longer on the list;
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it.
pub async fn replace_line(
    kontor: &Kontor,
    actor: &Actor,
    list: &ListId,
    part: &PartKey,
) -> Result<PartKey, Error> {
    rows::changeable(kontor, actor, list).await?;
    let done = || Error::conflict(Problem::AlreadyDone);
    let old = parts(kontor, std::slice::from_ref(part)).await?;
    let successor = old.into_iter().next().and_then(|p| p.replaced_by).ok_or_else(done)?;
    let new = parts(kontor, std::slice::from_ref(&successor)).await?;
    let number = new.first().map(|p| p.number.to_string()).ok_or_else(done)?;
    let line = rows::lines(kontor, list).await?.into_iter().find(|l| l.part == part.as_str());
    let line = line.ok_or_else(done)?;
    let quantity = Quantity(line.quantity);
    let mut change = Change::new(kontor, actor);
    // Only what was seen is moved: a colleague may have changed or replaced the line meanwhile.
    let seen = change.tx.bind(line.quantity);
    change.tx.guarded(
        rows::line_id(list, part),
        "quantity = quantity",
        &format!("quantity = {seen}"),
        "version",
    );
    let (from, to) =
        (change.tx.bind(rows::line_id(list, part)), change.tx.bind(rows::line_id(list, &successor)));
    let place = format!("seq = (SELECT VALUE seq FROM ONLY {from})");
    let new = NewLine { part: successor.clone(), quantity, note: line.note };
    write_lines(kontor, actor, &mut change.tx, list, &[new], "quantity += $input.quantity");
    change.tx.push(format!("UPDATE {to} SET {place} RETURN NONE"));
    change.tx.delete(rows::line_id(list, part));
    count_lines(kontor, &mut change.tx, list);
    change.event(&subject(list), Happened::ListLineChanged { number, quantity });
    commit(change).await?;
    Ok(successor)
}
