//! Writes all lines of a list anew, for the interface.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::lists::NewLine;
use kontor_domain::{Error, ListId};

use super::make_list::check_lines;
use super::rows::{self, commit, count_lines, subject, write_lines};
use crate::Kontor;
use crate::change::Change;

/// Afterwards the list has exactly these lines, in this order. Sent twice it changes nothing.
///
/// # Errors
/// [`Error::Invalid`] with every wrong line at once; otherwise as [`super::set_line`].
pub async fn put_lines(
    kontor: &Kontor,
    actor: &Actor,
    list: &ListId,
    lines: &[NewLine],
) -> Result<(), Error> {
    rows::changeable(kontor, actor, list).await?;
    check_lines(kontor, lines).await?;
    let mut change = Change::new(kontor, actor);
    let key = change.tx.bind(list.to_string());
    // Selected within the transaction, by index; deleted by key.
    change.tx.push(format!(
        "FOR $line IN (SELECT VALUE id FROM list_line WHERE list = {key}) {{ DELETE $line RETURN NONE }}"
    ));
    let update = "quantity = $input.quantity, note = $input.note";
    write_lines(kontor, actor, &mut change.tx, list, lines, update);
    count_lines(kontor, &mut change.tx, list);
    let lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    change.event(&subject(list), Happened::ListLinesReplaced { lines });
    commit(change).await.map(|_| ())
}
