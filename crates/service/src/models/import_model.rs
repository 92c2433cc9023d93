//! A model comes in as a file: the first time, and whenever much of it is changed. Nothing of it is offered before it is released.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{DeskModel, ImportModel};
use kontor_domain::{Error, Problem};

use super::draft;
use super::keep::keep;
use super::rows::{self, Kept, ModelData};
use crate::Kontor;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`], and for costs without [`Right::SeeMargins`]; [`Error::Invalid`] with everything
/// that is wrong with the file; [`Error::Conflict`] when somebody changed the model meanwhile.
pub async fn import_model(kontor: &Kontor, actor: &Actor, command: &ImportModel) -> Result<DeskModel, Error> {
    actor.require(Right::ManageCatalog)?;
    let file = draft::read(command.file.clone()).await?;
    if file.costs.is_some() {
        actor.require(Right::SeeMargins)?;
    }
    let id = file.model.id.clone();
    let before = rows::find(kontor, &id).await?;
    if let (Some(seen), Some(row)) = (command.version, &before)
        && seen != row.version
    {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let kept = Kept { model: file.model, examples: file.examples };
    let data = ModelData::working_on(before.as_ref(), kept);
    keep(kontor, actor, &id, before.as_ref(), data, file.costs).await
}
