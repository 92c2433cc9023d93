//! Puts a list away, and brings it back.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{Error, ListId};

use super::rows::{self, ARCHIVED, OPEN, commit, subject};
use crate::Kontor;
use crate::change::Change;

/// A list that is put away keeps its lines; nobody can use it until it is brought back. Doing it twice is fine.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it.
pub async fn archive_list(
    kontor: &Kontor,
    actor: &Actor,
    list: &ListId,
    archived: bool,
) -> Result<(), Error> {
    let row = rows::changeable(kontor, actor, list).await?;
    if row.archived() == archived {
        return Ok(());
    }
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let state = tx.bind(if archived { ARCHIVED } else { OPEN }.to_owned());
    let at = tx.bind(kontor.clock.stamp());
    tx.guarded(rows::id(list), &format!("state = {state}, changed = {at}"), "version > 0", "gone");
    let name = row.name;
    let what = if archived { Happened::ListArchived { name } } else { Happened::ListRestored { name } };
    change.event(&subject(list), what);
    commit(change).await.map(|_| ())
}
