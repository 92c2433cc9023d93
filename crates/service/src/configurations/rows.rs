//! The tables `configuration` and `configuration_version`.

use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::configurations::{
    Choices, ConfigurationState, ConfigurationSummary, Kept, VersionView, differences,
};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, ConfigurationId, Error, ModelId, Problem, calendar};
use kontor_store::{Datetime, RecordId, SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::cases;
use crate::change::{Change, Outcome, Subject};
use crate::fault::{Fault as _, internal};

pub(super) const OPEN: &str = "open";
pub(super) const ARCHIVED: &str = "archived";

/// Configurations of a case that are shown with it.
const MOST_OF_CASE: usize = 20;

/// How often a change is put onto what others wrote between reading and writing.
pub(super) const ATTEMPTS: usize = 8;

/// `data` of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ConfigurationData {
    pub company_name: String,
    pub choices: Choices,
    /// As the server reckoned it with the latest change.
    pub kept: Kept,
    pub changed_by: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ConfigurationRow {
    pub seq: String,
    pub company: String,
    pub case: String,
    pub model: String,
    pub shelf: String,
    pub name: String,
    pub version: i64,
    pub changed: Datetime,
    pub data: SerdeWrapper<ConfigurationData>,
}

/// The columns of [`ConfigurationRow`].
pub(super) const COLUMNS: &str = "seq, company, case, model, shelf, name, version, changed, data";

/// `data` of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct VersionData {
    pub who: String,
    #[serde(default)]
    pub behalf: String,
    pub channel: String,
    #[serde(default)]
    pub back_to: Option<u32>,
    pub choices: Choices,
    pub kept: Kept,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct VersionRow {
    pub configuration: String,
    pub number: i64,
    pub at: Datetime,
    pub data: SerdeWrapper<VersionData>,
}

const VERSION_COLUMNS: &str = "configuration, number, at, data";

pub(super) fn record(configuration: &ConfigurationId) -> RecordId {
    rid("configuration", configuration.to_string())
}

fn version_record(configuration: &str, number: i64) -> RecordId {
    rid("configuration_version", format!("{configuration}|{number}"))
}

impl ConfigurationRow {
    pub fn id(&self) -> ConfigurationId {
        ConfigurationId(self.seq.clone())
    }

    pub fn company(&self) -> CompanyId {
        CompanyId(self.company.clone())
    }

    pub fn model(&self) -> ModelId {
        ModelId(self.model.clone())
    }

    pub fn code(&self) -> Result<CaseCode, Error> {
        CaseCode::parse(&self.case).ok_or_else(|| internal(&"a configuration without a case"))
    }

    pub fn number(&self) -> u32 {
        u32::try_from(self.version).unwrap_or_default()
    }

    pub fn state(&self) -> ConfigurationState {
        if self.shelf == ARCHIVED {
            ConfigurationState::Archived
        } else if self.data.0.kept.complete {
            ConfigurationState::Complete
        } else {
            ConfigurationState::Draft
        }
    }

    pub fn subject(&self) -> Subject {
        Subject::new("configuration", &self.seq).of(&self.company()).in_case(&self.case)
    }

    pub fn summary(&self, kontor: &Kontor) -> Result<ConfigurationSummary, Error> {
        let data = &self.data.0;
        let kept = &data.kept;
        Ok(ConfigurationSummary {
            id: self.id(),
            case: self.code()?,
            company: self.company(),
            company_name: data.company_name.clone(),
            model: self.model(),
            model_name: kept.model_name.clone(),
            model_version: kept.model_version,
            name: self.name.clone(),
            state: self.state(),
            missing: u32::try_from(kept.missing.len()).unwrap_or(u32::MAX),
            machines: kept.machines,
            total: kept.total(),
            date: Some(calendar::add_working_days(kontor.clock.local().date(), kept.lead_days.into(), "")),
            changed_at: kontor.clock.local_of(&self.changed),
            changed_by: data.changed_by.clone(),
            version: self.number(),
        })
    }
}

impl VersionRow {
    /// With what changed since the version before it.
    pub fn view(&self, kontor: &Kontor, before: Option<&Self>) -> VersionView {
        let data = &self.data.0;
        VersionView {
            number: u32::try_from(self.number).unwrap_or_default(),
            at: kontor.clock.local_of(&self.at),
            who: data.who.clone(),
            behalf: data.behalf.clone(),
            channel: Channel::parse(&data.channel).unwrap_or_default(),
            back_to: data.back_to,
            kept: data.kept.clone(),
            changes: before.map(|b| differences(&b.data.0.kept, &data.kept)).unwrap_or_default(),
        }
    }
}

/// Customers see their own company's, the dealer's people who see orders all.
pub(super) fn may_see(actor: &Actor) -> Result<(), Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })
}

/// A configuration the actor may see, and whether they may change it; another company's does not exist.
pub(super) async fn entered(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<(ConfigurationRow, bool), Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(configuration));
    let rows: Vec<ConfigurationRow> =
        kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    let row = rows.into_iter().next();
    // Who may not see any is told so, whether it is there or not.
    may_see(actor)?;
    let row = row.ok_or(Error::NotFound)?;
    let entered = cases::enter(kontor, actor, &row.code()?).await?;
    Ok((row, entered.may_edit))
}

/// Those of a case that somebody may see, in the order in which they began (`configuration_by_case`).
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn of_case(kontor: &Kontor, code: &CaseCode) -> Result<Vec<ConfigurationSummary>, Error> {
    let mut vars = Variables::new();
    vars.insert("case", code.to_string());
    let sql =
        format!("SELECT {COLUMNS} FROM configuration WHERE case = $case ORDER BY seq LIMIT {MOST_OF_CASE}");
    let rows: Vec<ConfigurationRow> = kontor.store.rows(&sql, vars).await.fault()?;
    rows.iter().map(|row| row.summary(kontor)).collect()
}

/// A configuration the actor may change.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only look; [`Error::Conflict`] with [`Problem::ConfigurationArchived`].
pub(super) async fn changeable(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<ConfigurationRow, Error> {
    let row = editable(kontor, actor, configuration).await?;
    if row.shelf == ARCHIVED {
        return Err(Error::conflict(Problem::ConfigurationArchived));
    }
    Ok(row)
}

/// As [`changeable`], also when it is archived.
pub(super) async fn editable(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<ConfigurationRow, Error> {
    let (row, may_edit) = entered(kontor, actor, configuration).await?;
    if may_edit { Ok(row) } else { Err(Error::Forbidden) }
}

/// All versions, oldest first (index `configuration_version_by_number`).
pub(super) async fn all_versions(
    kontor: &Kontor,
    configuration: &ConfigurationId,
) -> Result<Vec<VersionRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("configuration", configuration.to_string());
    let sql = format!(
        "SELECT {VERSION_COLUMNS} FROM configuration_version WHERE configuration = $configuration ORDER BY number"
    );
    kontor.store.rows(&sql, vars).await.fault()
}

/// One version by its key.
pub(super) async fn version(
    kontor: &Kontor,
    configuration: &ConfigurationId,
    number: u32,
) -> Result<VersionRow, Error> {
    let mut vars = Variables::new();
    vars.insert("id", version_record(configuration.as_str(), number.into()));
    let rows = kontor.store.rows(&format!("SELECT {VERSION_COLUMNS} FROM $id"), vars).await.fault()?;
    rows.into_iter().next().ok_or(Error::NotFound)
}

/// What a configuration was in a version, for what refers to it and was let in already.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) async fn kept_of(
    kontor: &Kontor,
    configuration: &ConfigurationId,
    number: u32,
) -> Result<Kept, Error> {
    Ok(version(kontor, configuration, number).await?.data.0.kept)
}

/// A version with the one before it.
pub(super) async fn version_view(
    kontor: &Kontor,
    configuration: &ConfigurationId,
    number: u32,
) -> Result<VersionView, Error> {
    let row = version(kontor, configuration, number).await?;
    let before = match number {
        0 | 1 => None,
        _ => Some(version(kontor, configuration, number - 1).await?),
    };
    Ok(row.view(kontor, before.as_ref()))
}

/// What a new version holds.
pub(super) struct Next {
    pub choices: Choices,
    pub kept: Kept,
    pub back_to: Option<u32>,
}

/// Writes a new configuration with its first version.
pub(super) fn create(kontor: &Kontor, actor: &Actor, change: &mut Change<'_>, row: &ConfigurationRow) {
    let data = row.data.0.clone();
    change.tx.create(
        record(&row.id()),
        ConfigurationRow {
            seq: row.seq.clone(),
            company: row.company.clone(),
            case: row.case.clone(),
            model: row.model.clone(),
            shelf: OPEN.to_owned(),
            name: row.name.clone(),
            version: 1,
            changed: kontor.clock.stamp(),
            data: SerdeWrapper(data.clone()),
        },
    );
    let next = Next { choices: data.choices, kept: data.kept, back_to: None };
    create_version(kontor, actor, change, &row.seq, 1, next);
}

fn create_version(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    configuration: &str,
    number: i64,
    next: Next,
) {
    let data = VersionData {
        who: actor.name().to_owned(),
        behalf: actor.acting().map(|acting| acting.caller.name.clone()).unwrap_or_default(),
        channel: actor.channel.code().to_owned(),
        back_to: next.back_to,
        choices: next.choices,
        kept: next.kept,
    };
    change.tx.create(
        version_record(configuration, number),
        VersionRow {
            configuration: configuration.to_owned(),
            number,
            at: kontor.clock.stamp(),
            data: SerdeWrapper(data),
        },
    );
}

/// Writes the next version, if nobody wrote one since `row` was read and it was not put away (guard `version`). What it says on
/// the timeline is for the caller; that it has become complete is told here.
pub(super) fn write(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    row: &ConfigurationRow,
    next: Next,
) {
    let before = &row.data.0;
    let data = ConfigurationData {
        company_name: before.company_name.clone(),
        choices: next.choices.clone(),
        kept: next.kept.clone(),
        changed_by: actor.name().to_owned(),
    };
    let completed = next.kept.complete && !before.kept.complete;
    let net = next.kept.total();
    let tx = &mut change.tx;
    let (value, at) = (tx.bind(SerdeWrapper(data)), tx.bind(kontor.clock.stamp()));
    let (seen, open) = (tx.bind(row.version), tx.bind(OPEN.to_owned()));
    tx.guarded(
        record(&row.id()),
        &format!("data = {value}, changed = {at}, version += 1"),
        &format!("version = {seen} AND shelf = {open}"),
        "version",
    );
    create_version(kontor, actor, change, &row.seq, row.version + 1, next);
    if completed {
        change.event(&row.subject(), Happened::ConfigurationCompleted { name: row.name.clone(), net });
    }
}

/// Did somebody else write meanwhile? Then it is to be looked at again.
pub(super) fn overtaken(result: &Result<Outcome, StoreError>) -> bool {
    matches!(result, Err(StoreError::Guard(_)))
}
