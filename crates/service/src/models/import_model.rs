//! A model comes in as a file: the first time, and whenever it is changed. Nothing of it is offered before it is released.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{DeskModel, ImportModel, ModelState};
use kontor_domain::events::Happened;
use kontor_domain::{Error, ModelId, Problem};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue as _};

use super::rows::{self, CostRow, Kept, ModelData, ModelRow, NewModelRow, Shown, state_code};
use super::{desk_model, draft};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::{Change, Subject};

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
    let mut change = Change::new(kontor, actor);
    if let Some(costs) = file.costs {
        change.tx.upsert(rows::cost_id(&id), CostRow { data: SerdeWrapper(costs) });
    }
    let name = file.model.name.clone();
    put(kontor, &mut change, &id, before.as_ref(), Kept { model: file.model, examples: file.examples });
    change.event(&Subject::new("model", id.as_str()), Happened::ModelImported { name });
    match change.commit().await {
        Err(StoreError::Exists(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        written => or_changed(written)?,
    };
    Box::pin(desk_model(kontor, actor, &id)).await
}

/// Makes the model, or puts the draft beside its latest release.
fn put(kontor: &Kontor, change: &mut Change<'_>, id: &ModelId, before: Option<&ModelRow>, kept: Kept) {
    let shown = match before {
        Some(row) if row.released() > 0 => row.data.0.shown.clone(),
        _ => Shown::from(&kept.model),
    };
    let data = SerdeWrapper(ModelData { shown, draft: Some(kept) });
    match before {
        None => {
            let row = NewModelRow {
                seq: kontor.new_id(),
                state: state_code(ModelState::Draft).to_owned(),
                number: 0,
                version: 1,
                data,
            };
            change.tx.create(rows::id(id), row);
        }
        Some(row) => {
            let tx = &mut change.tx;
            let (data, version) = (tx.bind(data.into_value()), tx.bind(row.version));
            let set = format!("data = {data}, version += 1");
            tx.guarded(rows::id(id), &set, &format!("version = {version}"), "version");
        }
    }
}
