//! Brings a configuration to the newest version of its model. Only when somebody asks: a model that changes never changes what was
//! configured with it.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{NewerModel, carried_over, differences, kept};
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error, Localized, Problem};

use super::rows::{self, ConfigurationRow, Next};
use crate::accounts::rows::or_changed;
use crate::change::Change;
use crate::{Kontor, models};

/// What there is no longer is left out, and told by [`newer`] before.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only look; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when `seen` is
/// not the latest version, with [`Problem::AlreadyDone`] when it is of the newest, with [`Problem::ModelGone`], with
/// [`Problem::ConfigurationArchived`].
pub async fn move_to_newest(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    seen: u32,
) -> Result<u32, Error> {
    let row = rows::changeable(kontor, actor, configuration).await?;
    if row.number() != seen {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let now = &row.data.0;
    let gone = |e| if e == Error::NotFound { Error::conflict(Problem::ModelGone) } else { e };
    let engine = models::newest(kontor, &row.model()).await.map_err(gone)?;
    let newest = engine.model().version;
    if newest <= now.kept.model_version {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    let (choices, _) = carried_over(engine.model(), &now.choices);
    let kept = kept(&engine, &choices, now.kept.machines);
    let mut change = Change::new(kontor, actor);
    change.event(
        &row.subject(),
        Happened::ConfigurationMoved {
            name: row.name.clone(),
            model: newest,
            changes: differences(&now.kept, &kept),
        },
    );
    rows::write(kontor, actor, &mut change, &row, Next { choices, kept, back_to: None });
    or_changed(change.commit().await)?;
    Ok(seen + 1)
}

/// What moving it would change; nothing when it is of the newest version, or of a model that is no longer offered.
pub(super) async fn newer(kontor: &Kontor, row: &ConfigurationRow) -> Result<Option<NewerModel>, Error> {
    let now = &row.data.0;
    let engine = match models::newest(kontor, &row.model()).await {
        Ok(engine) if engine.model().version > now.kept.model_version => engine,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let (choices, gone) = carried_over(engine.model(), &now.choices);
    let named = |code: String| {
        let line = now.kept.lines.iter().find(|line| line.option == code);
        line.map_or_else(|| Localized::new(code.clone(), code.clone()), |line| line.name.clone())
    };
    let kept = kept(&engine, &choices, now.kept.machines);
    Ok(Some(NewerModel {
        version: engine.model().version,
        gone: gone.into_iter().map(named).collect(),
        differences: differences(&now.kept, &kept),
        complete: kept.complete,
        total: kept.total(),
    }))
}
