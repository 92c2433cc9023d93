//! Versions: every change of a configuration makes one. They are only ever added to; going back makes a new one.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{ConfigurationSummary, Difference, Kept};
use crate::accounts::Channel;
use crate::case::CaseCode;
use crate::{ConfigurationId, Language};

/// How a configuration was after a change, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// Counted from 1 within the configuration.
    pub number: u32,
    /// Wall time of the dealer.
    pub at: DateTime,
    pub who: String,
    /// On whose wish; empty for everybody who acts for themselves.
    #[serde(default)]
    pub behalf: String,
    pub channel: Channel,
    /// The version whose choices it took up again.
    #[serde(default)]
    pub back_to: Option<u32>,
    pub kept: Kept,
    /// From the version before it.
    pub changes: Vec<Difference>,
}

impl VersionView {
    /// Through which door, who, and on whose wish.
    #[must_use]
    pub fn by(&self, l: Language) -> String {
        crate::events::by(self.channel, &self.who, &self.behalf, l)
    }
}

/// The versions of a configuration, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionList {
    pub head: ConfigurationSummary,
    pub versions: Vec<VersionView>,
    /// The reader may go back to one.
    pub editable: bool,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Side {
    pub configuration: ConfigurationId,
    /// Absent for the latest.
    #[serde(default)]
    pub version: Option<u32>,
}

/// A side with its contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideView {
    pub configuration: ConfigurationId,
    pub name: String,
    pub case: CaseCode,
    pub version: VersionView,
}

/// Two versions, or two configurations of one model, beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub left: SideView,
    pub right: SideView,
    /// From left to right.
    pub differences: Vec<Difference>,
}
