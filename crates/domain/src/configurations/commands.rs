//! What is asked of a configuration. No price among it: the server reckons.

use serde::{Deserialize, Serialize};

use super::{Choices, Kept};
use crate::{CompanyId, ConfigurationId, IdempotencyKey, ModelId};

/// An option that is chosen, and how many of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// Code of the model.
    pub option: String,
    pub amount: u32,
}

/// All that is chosen in one group from now on; empty for nothing. Groups are what two people may change at the same time
/// without meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPicks {
    /// Code of the model.
    pub group: String,
    pub picks: Vec<Pick>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginConfiguration {
    pub key: IdempotencyKey,
    /// For the dealer's people and programs: for whom. Customers begin their own.
    #[serde(default)]
    pub company: Option<CompanyId>,
    pub model: ModelId,
    /// Empty for the name of the model.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub picks: Vec<GroupPicks>,
    pub machines: u32,
}

/// Changes what is chosen in the groups that are named; all others stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeConfiguration {
    pub id: ConfigurationId,
    /// The version that was seen.
    pub version: u32,
    pub picks: Vec<GroupPicks>,
    /// Absent when it stays.
    #[serde(default)]
    pub machines: Option<u32>,
}

/// How a configuration is after a change, by the server's reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub version: u32,
    pub choices: Choices,
    pub kept: Kept,
    /// Who changed other groups since the version that was seen; both is kept.
    #[serde(default)]
    pub merged_with: Option<String>,
}
