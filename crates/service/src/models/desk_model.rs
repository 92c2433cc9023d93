//! A model as the desk works on it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{Compiled, Costs, DeskModel, ModelFile, Tested, differences_of_models};
use kontor_domain::{Error, ModelId};

use super::costs;
use super::rows::{self, Kept, ModelRow};
use crate::Kontor;
use crate::fault::internal;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::NotFound`].
pub async fn desk_model(kontor: &Kontor, actor: &Actor, id: &ModelId) -> Result<DeskModel, Error> {
    actor.require(Right::ManageCatalog)?;
    let row = rows::find(kontor, id).await?.ok_or(Error::NotFound)?;
    let released = match row.released() {
        0 => None,
        number => rows::find_release(kontor, id, number).await?,
    };
    let costs = if actor.has(Right::SeeMargins) { costs(kontor, actor, id).await? } else { None };
    let l = actor.language;
    // Trying every choice of a large model takes a moment.
    tokio::task::spawn_blocking(move || view(&row, released, costs, l)).await.map_err(|e| internal(&e))?
}

fn view(
    row: &ModelRow,
    released: Option<Kept>,
    costs: Option<Costs>,
    l: kontor_domain::Language,
) -> Result<DeskModel, Error> {
    let draft = row.data.0.draft.clone();
    let changes = match (&released, &draft) {
        (Some(before), Some(after)) => differences_of_models(&before.model, &after.model, l),
        _ => Vec::new(),
    };
    let kept = draft.or(released).ok_or_else(|| internal(&"a model without data"))?;
    let engine = Compiled::new(kept.model.clone()).map_err(|_| internal(&"a model with faults"))?;
    let tested: Vec<Tested> = kept.examples.iter().map(|e| e.test(&engine)).collect();
    let file = ModelFile { model: kept.model, examples: kept.examples, costs: costs.clone() };
    let text = serde_json::to_string_pretty(&file).map_err(|e| internal(&e))?;
    Ok(DeskModel {
        summary: row.summary(),
        never_possible: engine.never_possible(),
        tested,
        examples: file.examples,
        changes,
        costs,
        file: text,
        model: file.model,
        version: row.version,
    })
}
