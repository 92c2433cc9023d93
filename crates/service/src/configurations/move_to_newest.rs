//! Brings a configuration to the newest version of its model. Only when somebody asks: a model that changes never changes what was
//! configured with it.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{NewerModel, differences};
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error, Problem};

use super::reckon;
use super::rows::{self, ConfigurationRow, Next};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::Change;

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
    let model = reckon::newest(kontor, &row.model()).await.map_err(gone)?;
    if model.version <= now.kept.model_version {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    let (choices, _) = reckon::carry_over(&model, &now.choices, &now.kept);
    let kept = reckon::kept(&model, &choices, now.kept.machines);
    let mut change = Change::new(kontor, actor);
    change.event(
        &row.subject(),
        Happened::ConfigurationMoved {
            name: row.name.clone(),
            model: model.version,
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
    let model = match reckon::newest(kontor, &row.model()).await {
        Ok(model) if model.version > now.kept.model_version => model,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let (choices, gone) = reckon::carry_over(&model, &now.choices, &now.kept);
    let kept = reckon::kept(&model, &choices, now.kept.machines);
    Ok(Some(NewerModel {
        version: model.version,
        gone,
        differences: differences(&now.kept, &kept),
        complete: kept.complete,
        total: kept.total(),
    }))
}
