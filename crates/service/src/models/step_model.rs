//! A model is released, taken out of sale, or offered again. Nothing is ever deleted.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{Compiled, DeskModel, ModelState, ModelStep, StepModel};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::{SerdeWrapper, SurrealValue as _};

use super::desk_model;
use super::rows::{self, Kept, ModelData, ReleaseRow, Shown, state_code};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::{Change, Subject};
use crate::fault::internal;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::NotFound`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old
/// version, [`Problem::NothingToRelease`], [`Problem::ExamplesFail`], or [`Problem::AlreadyDone`].
pub async fn step_model(kontor: &Kontor, actor: &Actor, command: &StepModel) -> Result<DeskModel, Error> {
    actor.require(Right::ManageCatalog)?;
    let row = rows::find(kontor, &command.id).await?.ok_or(Error::NotFound)?;
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let name = row.data.0.shown.name.clone();
    let mut change = Change::new(kontor, actor);
    let (state, number, data, happened) = match command.step {
        ModelStep::Release => {
            let draft = row.data.0.draft.clone().ok_or(Error::conflict(Problem::NothingToRelease))?;
            let number = row.released() + 1;
            let kept = proven(draft, number)?;
            let data = ModelData { shown: Shown::from(&kept.model), draft: None };
            let happened = Happened::ModelReleased { name: kept.model.name.clone(), version: number };
            let release = ReleaseRow { at: kontor.clock.stamp(), data: SerdeWrapper(kept) };
            change.tx.create(rows::release_id(&command.id, number), release);
            (ModelState::Offered, number, data, happened)
        }
        ModelStep::Withdraw | ModelStep::Offer => {
            let offered = command.step == ModelStep::Offer;
            let to = if offered { ModelState::Offered } else { ModelState::Withdrawn };
            if row.released() == 0 || row.state() == to {
                return Err(Error::conflict(Problem::AlreadyDone));
            }
            (to, row.released(), row.data.0.clone(), Happened::ModelOffered { name, offered })
        }
    };
    let tx = &mut change.tx;
    let (state, number) = (tx.bind(state_code(state).to_owned()), tx.bind(i64::from(number)));
    let (data, version) = (tx.bind(SerdeWrapper(data).into_value()), tx.bind(row.version));
    let set = format!("state = {state}, number = {number}, data = {data}, version += 1");
    tx.guarded(rows::id(&command.id), &set, &format!("version = {version}"), "version");
    change.event(&Subject::new("model", command.id.as_str()), happened);
    or_changed(change.commit().await)?;
    Box::pin(desk_model(kontor, actor, &command.id)).await
}

/// The release, if all its examples turn out as expected.
fn proven(draft: Kept, number: u32) -> Result<Kept, Error> {
    let kept =
        Kept { model: kontor_domain::configurations::Model { version: number, ..draft.model }, ..draft };
    let engine = Compiled::new(kept.model.clone()).map_err(|_| internal(&"a draft with faults"))?;
    let failed = kept.examples.iter().map(|e| e.test(&engine)).filter(|t| !t.passed());
    let names: Vec<String> = failed.map(|t| t.name).collect();
    if names.is_empty() { Ok(kept) } else { Err(Error::conflict(Problem::ExamplesFail { names })) }
}
