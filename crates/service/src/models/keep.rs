//! What was worked on is kept: the model as its draft, what it costs apart from it.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{Costs, DeskModel, ModelState};
use kontor_domain::events::Happened;
use kontor_domain::{Error, ModelId, Problem};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue as _};

use super::desk_model;
use super::rows::{self, CostRow, Kept, ModelData, ModelRow, NewModelRow, Shown, state_code};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::{Change, Subject};

impl ModelData {
    /// With this as its draft. Lists show the latest release, or the draft before the first one.
    pub(super) fn working_on(before: Option<&ModelRow>, draft: Kept) -> Self {
        let shown = match before {
            Some(row) if row.released() > 0 => row.data.0.shown.clone(),
            _ => Shown::from(&draft.model),
        };
        Self { shown, draft: Some(draft) }
    }
}

/// Makes the model, or changes the one that was read as `before`. Without costs those that are known stay.
///
/// # Errors
/// [`Error::Conflict`] when somebody changed the model since it was read.
pub(super) async fn keep(
    kontor: &Kontor,
    actor: &Actor,
    id: &ModelId,
    before: Option<&ModelRow>,
    data: ModelData,
    costs: Option<Costs>,
) -> Result<DeskModel, Error> {
    let mut change = Change::new(kontor, actor);
    if let Some(costs) = costs {
        change.tx.upsert(rows::cost_id(id), CostRow { data: SerdeWrapper(costs) });
    }
    let name = data.draft.as_ref().map_or(&data.shown.name, |kept| &kept.model.name).clone();
    let data = SerdeWrapper(data);
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
    change.event(&Subject::new("model", id.as_str()), Happened::ModelImported { name });
    match change.commit().await {
        Err(StoreError::Exists(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        written => or_changed(written)?,
    };
    Box::pin(desk_model(kontor, actor, id)).await
}
