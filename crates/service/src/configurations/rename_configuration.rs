//! Gives a configuration another name.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::MAX_NAME;
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error};

use super::rows;
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// The name is no choice: it makes no version, and the last one to write it wins.
///
/// # Errors
/// [`Error::Invalid`] on `name`; otherwise as [`super::change_configuration`].
pub async fn rename_configuration(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    name: &str,
) -> Result<(), Error> {
    let row = rows::changeable(kontor, actor, configuration).await?;
    let mut fields = Fields::default();
    let name = fields.line("name", name, MAX_NAME);
    fields.done()?;
    if name == row.name {
        return Ok(());
    }
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (new, open) = (tx.bind(name.clone()), tx.bind(rows::OPEN.to_owned()));
    tx.guarded(rows::record(configuration), &format!("name = {new}"), &format!("shelf = {open}"), "shelf");
    change.event(&row.subject(), Happened::ConfigurationRenamed { name });
    or_changed(change.commit().await).map(|_| ())
}
