//! Puts a configuration away, and brings it back. Nobody deletes one.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error};

use super::rows::{self, ARCHIVED, OPEN};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Doing it twice is fine.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Forbidden`] for who may only look.
pub async fn archive_configuration(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    archived: bool,
) -> Result<(), Error> {
    let row = rows::editable(kontor, actor, configuration).await?;
    if (row.shelf == ARCHIVED) == archived {
        return Ok(());
    }
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (to, from) = if archived { (ARCHIVED, OPEN) } else { (OPEN, ARCHIVED) };
    let (to, from) = (tx.bind(to.to_owned()), tx.bind(from.to_owned()));
    tx.guarded(rows::record(configuration), &format!("shelf = {to}"), &format!("shelf = {from}"), "shelf");
    let name = row.name.clone();
    let what = match archived {
        true => Happened::ConfigurationArchived { name },
        false => Happened::ConfigurationRestored { name },
    };
    change.event(&row.subject(), what);
    let committed = change.commit().await;
    // Somebody did the same at this moment.
    if rows::overtaken(&committed) { Ok(()) } else { committed.fault().map(|_| ()) }
}
