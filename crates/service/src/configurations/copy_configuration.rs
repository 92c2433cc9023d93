//! A new configuration, in a case of its own, as one is now.

use kontor_domain::accounts::Actor;
use kontor_domain::{ConfigurationId, Error, IdempotencyKey};

use super::begin_configuration::{New, create};
use super::{reckon, rows};
use crate::change::answered_before;
use crate::{Kontor, accounts};

const OPERATION: &str = "copy_configuration";

/// Of the same version of the model, so that the copy is the same machine; also of one that is archived. The same key again answers
/// the same copy.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Forbidden`] for who may only look; [`Error::Invalid`] with `name` or `key`.
pub async fn copy_configuration(
    kontor: &Kontor,
    actor: &Actor,
    key: &IdempotencyKey,
    configuration: &ConfigurationId,
    name: &str,
) -> Result<ConfigurationId, Error> {
    let row = rows::editable(kontor, actor, configuration).await?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, key).await? {
        return Ok(ConfigurationId(before));
    }
    let data = &row.data.0;
    let engine = reckon::model_of(kontor, &row).await?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let (choices, machines) = (data.choices.clone(), data.kept.machines);
    let new = New { company: &company, engine: &engine, name, choices, machines };
    create(kontor, actor, (OPERATION, key), new, Some(&row.case)).await
}
