//! The tables `model`, `model_release` and `model_cost`.

use kontor_domain::configurations::{Costs, Example, Model, ModelState, ModelSummary};
use kontor_domain::{Error, ModelId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::fault::Fault as _;

/// What can be offered, with the examples that prove its rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub model: Model,
    pub examples: Vec<Example>,
}

/// `data` of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ModelData {
    /// What customers' lists show: the latest release, or the draft before the first one.
    pub shown: Shown,
    /// Not released yet.
    #[serde(default)]
    pub draft: Option<Kept>,
}

/// The head of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shown {
    pub number: String,
    pub name: kontor_domain::Localized,
    pub text: kontor_domain::Localized,
    pub net: kontor_domain::Money,
    pub lead_days: u32,
    pub choices: u32,
}

impl From<&Model> for Shown {
    fn from(model: &Model) -> Self {
        let choices: usize = model.groups.iter().map(|g| g.choices.len()).sum();
        Self {
            number: model.number.clone(),
            name: model.name.clone(),
            text: model.text.clone(),
            net: model.net,
            lead_days: model.lead_days,
            choices: u32::try_from(choices).unwrap_or(u32::MAX),
        }
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ModelRow {
    pub id: String,
    pub seq: String,
    pub state: String,
    pub number: i64,
    pub version: i64,
    pub data: SerdeWrapper<ModelData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct NewModelRow {
    pub seq: String,
    pub state: String,
    pub number: i64,
    pub version: i64,
    pub data: SerdeWrapper<ModelData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ReleaseRow {
    pub at: Datetime,
    pub data: SerdeWrapper<Kept>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct CostRow {
    pub data: SerdeWrapper<Costs>,
}

pub(super) const COLUMNS: &str = "record::id(id) AS id, seq, state, number, version, data";

pub(super) fn id(model: &ModelId) -> RecordId {
    rid("model", model.to_string())
}

pub(super) fn release_id(model: &ModelId, number: u32) -> RecordId {
    rid("model_release", format!("{model}|{number}"))
}

pub(super) fn cost_id(model: &ModelId) -> RecordId {
    rid("model_cost", model.to_string())
}

pub(super) const fn state_code(state: ModelState) -> &'static str {
    match state {
        ModelState::Draft => "draft",
        ModelState::Offered => "offered",
        ModelState::Withdrawn => "withdrawn",
    }
}

impl ModelRow {
    pub fn state(&self) -> ModelState {
        [ModelState::Offered, ModelState::Withdrawn]
            .into_iter()
            .find(|s| state_code(*s) == self.state)
            .unwrap_or(ModelState::Draft)
    }

    pub fn released(&self) -> u32 {
        u32::try_from(self.number).unwrap_or_default()
    }

    pub fn summary(&self) -> ModelSummary {
        let ModelData { shown, draft } = &self.data.0;
        ModelSummary {
            id: ModelId(self.id.clone()),
            number: shown.number.clone(),
            name: shown.name.clone(),
            text: shown.text.clone(),
            net: shown.net,
            lead_days: shown.lead_days,
            choices: shown.choices,
            state: self.state(),
            version: self.released(),
            unreleased: draft.is_some(),
        }
    }
}

pub(super) async fn find(kontor: &Kontor, model: &ModelId) -> Result<Option<ModelRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(model));
    let rows: Vec<ModelRow> = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

pub(super) async fn find_release(
    kontor: &Kontor,
    model: &ModelId,
    number: u32,
) -> Result<Option<Kept>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", release_id(model, number));
    let rows: Vec<ReleaseRow> = kontor.store.rows("SELECT at, data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.data.0))
}
