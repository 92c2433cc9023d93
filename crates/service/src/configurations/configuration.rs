//! One configuration, with its model for the page that goes on with it.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{ConfigurationState, ConfigurationView};
use kontor_domain::{ConfigurationId, Error};

use super::move_to_newest::newer;
use super::{reckon, rows};
use crate::Kontor;

/// With the version of the model that it is of: options that a newer one no longer has are still there.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn configuration(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<ConfigurationView, Error> {
    let (row, may_edit) = rows::entered(kontor, actor, configuration).await?;
    let engine = reckon::model_of(kontor, &row).await?;
    let head = row.summary(kontor)?;
    let editable = may_edit && head.state != ConfigurationState::Archived;
    let newer = if editable { newer(kontor, &row).await? } else { None };
    let data = row.data.0;
    Ok(ConfigurationView {
        head,
        model: engine.model().clone(),
        choices: data.choices,
        kept: data.kept,
        today: kontor.clock.local().date(),
        may_edit,
        editable,
        newer,
    })
}
