//! Gives a list another name or note.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::lists::RenameList;

use super::make_list::check;
use super::rows::{self, commit, subject};
use crate::Kontor;
use crate::change::Change;

/// # Errors
/// [`Error::Invalid`] on `name` or `note`; [`Error::Conflict`] when somebody changed them since they were read;
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only use it.
pub async fn rename_list(kontor: &Kontor, actor: &Actor, command: &RenameList) -> Result<(), Error> {
    rows::changeable(kontor, actor, &command.list).await?;
    check(&command.name, &command.note, None)?;
    let name = command.name.trim().to_owned();
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (new_name, note) = (tx.bind(name.clone()), tx.bind(command.note.trim().to_owned()));
    let (at, version) = (tx.bind(kontor.clock.stamp()), tx.bind(command.version));
    tx.guarded(
        rows::id(&command.list),
        &format!("name = {new_name}, note = {note}, changed = {at}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
    change.event(&subject(&command.list), Happened::ListRenamed { name });
    commit(change).await.map(|_| ())
}
