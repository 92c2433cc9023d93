//! What pages and programs read of configurations.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Choices, ConfigurationState, Difference, Kept, Model};
use crate::case::CaseCode;
use crate::{CompanyId, ConfigurationId, Date, Localized, ModelId, Money};

/// Which configurations to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfigurationFilter {
    /// For the desk: of this customer only.
    pub company: Option<CompanyId>,
    /// Those that were put away, instead of all others.
    pub archived: bool,
    /// Where the page starts.
    pub after: Option<String>,
}

/// A configuration in a list, and the head of its own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationSummary {
    pub id: ConfigurationId,
    pub case: CaseCode,
    pub company: CompanyId,
    pub company_name: String,
    pub model: ModelId,
    pub model_name: Localized,
    pub model_version: u32,
    pub name: String,
    pub state: ConfigurationState,
    /// How many groups are still to choose.
    pub missing: u32,
    pub machines: u32,
    /// List price of all machines, net.
    pub total: Money,
    /// When it would be delivered if it were ordered today.
    pub date: Option<Date>,
    /// Of the latest change.
    pub changed_at: DateTime,
    pub changed_by: String,
    /// Send it back with a change.
    pub version: u32,
}

/// A configuration with what its page needs to go on with it in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationView {
    pub head: ConfigurationSummary,
    /// In the version that the configuration is of.
    pub model: Model,
    pub choices: Choices,
    /// As the server reckoned it with the latest change.
    pub kept: Kept,
    /// Of the dealer: dates of delivery are counted from it.
    pub today: Date,
    /// The reader may change it, if need be after bringing it back.
    pub may_edit: bool,
    /// The reader may change it as it is.
    pub editable: bool,
    /// Absent when it is of the newest version of its model.
    pub newer: Option<NewerModel>,
}

/// What would change with the newest version of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewerModel {
    pub version: u32,
    /// Options that were chosen and are no longer there.
    pub gone: Vec<Localized>,
    pub differences: Vec<Difference>,
    pub complete: bool,
    /// Of all machines.
    pub total: Money,
}
