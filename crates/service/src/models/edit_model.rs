//! One thing of a model is changed: a price, a choice, a rule, an example. Nothing of it is offered before it is released.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{DeskModel, EditModel, ModelFile};
use kontor_domain::{Error, Problem};

use super::keep::keep;
use super::rows::{self, Kept, ModelData};
use super::{desk_model, draft, known_costs};
use crate::Kontor;
use crate::fault::internal;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`], and for costs without [`Right::SeeMargins`]; [`Error::NotFound`]; [`Error::Invalid`]
/// with everything that is wrong with the change; [`Error::Conflict`] when somebody changed the model meanwhile.
pub async fn edit_model(kontor: &Kontor, actor: &Actor, command: &EditModel) -> Result<DeskModel, Error> {
    actor.require(Right::ManageCatalog)?;
    if command.edit.tells_costs() {
        actor.require(Right::SeeMargins)?;
    }
    let id = &command.id;
    let row = rows::find(kontor, id).await?.ok_or(Error::NotFound)?;
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let before = match row.data.0.draft.clone() {
        Some(draft) => draft,
        None => rows::find_release(kontor, id, row.released())
            .await?
            .ok_or_else(|| internal(&"a model without data"))?,
    };
    // Whoever does not see them changes nothing about them either.
    let costs = known_costs(kontor, id).await?;
    let file =
        ModelFile { model: before.model.clone(), examples: before.examples.clone(), costs: costs.clone() };
    let ModelFile { model, examples, costs: told } = draft::edit(file, command.edit.clone()).await?;
    let (after, told) = (Kept { model, examples }, told.filter(|told| costs.as_ref() != Some(told)));
    let data = match after == before {
        true if told.is_none() => return Box::pin(desk_model(kontor, actor, id)).await,
        // What something costs is no part of a release: there is nothing to release anew.
        true => row.data.0.clone(),
        false => ModelData::working_on(Some(&row), after),
    };
    keep(kontor, actor, id, Some(&row), data, told).await
}
