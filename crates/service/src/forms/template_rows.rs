//! The tables `form_template` and `form_template_release`.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::forms::{FormTemplate, TemplateState, TemplateSummary, TemplateView};
use kontor_domain::{Error, Localized, Problem, TemplateId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};

/// `data` of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TemplateData {
    /// What lists show: the newest release, or the draft before the first one.
    pub shown: Shown,
    /// Not released yet.
    #[serde(default)]
    pub draft: Option<FormTemplate>,
}

/// The head of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shown {
    pub name: Localized,
    pub about: Localized,
    pub for_customers: bool,
    pub needs_machine: bool,
}

impl From<&FormTemplate> for Shown {
    fn from(template: &FormTemplate) -> Self {
        Self {
            name: template.name.clone(),
            about: template.about.clone(),
            for_customers: template.for_customers,
            needs_machine: template.needs_machine,
        }
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct TemplateRow {
    pub id: String,
    pub seq: String,
    pub state: String,
    pub number: i64,
    pub version: i64,
    pub data: SerdeWrapper<TemplateData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewTemplateRow {
    seq: String,
    state: String,
    number: i64,
    version: i64,
    data: SerdeWrapper<TemplateData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ReleaseRow {
    at: Datetime,
    data: SerdeWrapper<FormTemplate>,
}

pub(super) const COLUMNS: &str = "record::id(id) AS id, seq, state, number, version, data";

fn record(id: &TemplateId) -> RecordId {
    rid("form_template", id.to_string())
}

fn release_record(id: &TemplateId, number: u32) -> RecordId {
    rid("form_template_release", format!("{id}|{number}"))
}

pub(super) const fn state_code(state: TemplateState) -> &'static str {
    match state {
        TemplateState::Draft => "draft",
        TemplateState::Released => "released",
        TemplateState::Retired => "retired",
    }
}

impl TemplateRow {
    pub fn id(&self) -> TemplateId {
        TemplateId(self.id.clone())
    }

    pub fn state(&self) -> TemplateState {
        [TemplateState::Released, TemplateState::Retired]
            .into_iter()
            .find(|state| state_code(*state) == self.state)
            .unwrap_or(TemplateState::Draft)
    }

    /// Number of the newest release.
    pub fn released(&self) -> Option<u32> {
        u32::try_from(self.number).ok().filter(|number| *number > 0)
    }

    pub fn summary(&self) -> TemplateSummary {
        let TemplateData { shown, draft } = &self.data.0;
        TemplateSummary {
            id: self.id(),
            name: shown.name.clone(),
            about: shown.about.clone(),
            state: self.state(),
            released: self.released(),
            draft: draft.is_some(),
            for_customers: shown.for_customers,
            needs_machine: shown.needs_machine,
        }
    }
}

/// For who may keep templates.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub(super) async fn changeable(
    kontor: &Kontor,
    actor: &Actor,
    id: &TemplateId,
    seen: i64,
) -> Result<TemplateRow, Error> {
    actor.require(Right::Administer)?;
    let row = find(kontor, id).await?.ok_or(Error::NotFound)?;
    if row.version == seen { Ok(row) } else { Err(Error::conflict(Problem::ChangedMeanwhile)) }
}

pub(super) async fn find(kontor: &Kontor, id: &TemplateId) -> Result<Option<TemplateRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(id));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

pub(super) async fn release(
    kontor: &Kontor,
    id: &TemplateId,
    number: u32,
) -> Result<Option<FormTemplate>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", release_record(id, number));
    let rows: Vec<SerdeWrapper<FormTemplate>> =
        kontor.store.rows("SELECT VALUE data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.0))
}

/// The draft, or the newest release where nothing is worked on.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn newest(kontor: &Kontor, row: &TemplateRow) -> Result<FormTemplate, Error> {
    match (&row.data.0.draft, row.released()) {
        (Some(draft), _) => Ok(draft.clone()),
        (None, Some(number)) => released(kontor, &row.id(), number).await,
        (None, None) => Err(internal(&"a template without data")),
    }
}

pub(super) async fn released(kontor: &Kontor, id: &TemplateId, number: u32) -> Result<FormTemplate, Error> {
    release(kontor, id, number).await?.ok_or_else(|| internal(&"a release without data"))
}

pub(super) async fn view(kontor: &Kontor, actor: &Actor, row: &TemplateRow) -> Result<TemplateView, Error> {
    let template = newest(kontor, row).await?;
    Ok(TemplateView {
        faults: template.faults(),
        template,
        state: row.state(),
        released: row.released(),
        seen: row.version,
        may_change: actor.has(Right::Administer),
    })
}

pub(super) fn subject(id: &TemplateId) -> Subject {
    Subject::new("form_template", id.as_str()).for_desk()
}

/// Writes a new template: a draft, or the first release where it is whole already.
pub(super) fn create(kontor: &Kontor, change: &mut Change<'_>, template: FormTemplate, release: bool) {
    let (id, shown) = (record(&template.id), Shown::from(&template));
    let (state, number) = if release { (TemplateState::Released, 1) } else { (TemplateState::Draft, 0) };
    let draft = if release {
        keep_release(change, template);
        None
    } else {
        Some(template)
    };
    change.tx.create(
        id,
        NewTemplateRow {
            seq: kontor.new_id(),
            state: state_code(state).to_owned(),
            number,
            version: 1,
            data: SerdeWrapper(TemplateData { shown, draft }),
        },
    );
}

/// Writes a release, which nothing changes any more.
pub(super) fn keep_release(change: &mut Change<'_>, template: FormTemplate) {
    let (id, at) = (release_record(&template.id, template.version), change.stamp());
    change.tx.create(id, ReleaseRow { at, data: SerdeWrapper(template) });
}

/// Writes what a template has become, unless somebody wrote it since it was read (guard `version`).
pub(super) fn write(
    change: &mut Change<'_>,
    row: &TemplateRow,
    state: TemplateState,
    number: u32,
    data: TemplateData,
) {
    let tx = &mut change.tx;
    let (state, number) = (tx.bind(state_code(state).to_owned()), tx.bind(i64::from(number)));
    let (data, version) = (tx.bind(SerdeWrapper(data).into_value()), tx.bind(row.version));
    let set = format!("state = {state}, number = {number}, data = {data}, version += 1");
    tx.guarded(record(&row.id()), &set, &format!("version = {version}"), "version");
}
