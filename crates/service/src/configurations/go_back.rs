//! Takes up an earlier version again.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::kept;
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error, Problem};

use super::rows::{self, Next};
use crate::accounts::rows::or_changed;
use crate::change::Change;
use crate::{Kontor, models};

/// What was chosen then is chosen again, of the version of the model that it was of, at the prices of that; it is a new version. Where
/// it is chosen already nothing happens.
///
/// # Errors
/// [`Error::NotFound`] also for an unknown version; [`Error::Forbidden`] for who may only look; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] when `seen` is not the latest version, with [`Problem::ConfigurationArchived`].
pub async fn go_back(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    seen: u32,
    to: u32,
) -> Result<u32, Error> {
    let row = rows::changeable(kontor, actor, configuration).await?;
    let old = rows::version(kontor, configuration, to).await?.data.0;
    let now = &row.data.0;
    if old.choices == now.choices && old.kept == now.kept {
        return Ok(row.number());
    }
    if row.number() != seen {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let engine = models::release(kontor, &row.model(), old.kept.model_version).await?;
    let kept = kept(&engine, &old.choices, old.kept.machines);
    let version = seen + 1;
    let mut change = Change::new(kontor, actor);
    let name = row.name.clone();
    change.event(&row.subject(), Happened::ConfigurationWentBack { name, version, to });
    let next = Next { choices: old.choices, kept, back_to: Some(to) };
    rows::write(kontor, actor, &mut change, &row, next);
    or_changed(change.commit().await)?;
    Ok(version)
}
