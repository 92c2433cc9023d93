//! The outbox as the dealer's administration sees it.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// A job that waits, is being done, or was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    pub id: String,
    /// `mail`, `index`, `import`, `stripe`, `recurring`, `archive`, `text`, `hook`.
    pub kind: String,
    pub state: JobState,
    /// Local wall time of the dealer: when it was left here.
    pub since: DateTime,
    /// When it is tried next; of a running one, when somebody else may take it.
    pub due: DateTime,
    pub attempts: u32,
    /// What the last attempt said; empty before the first.
    pub error: String,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Pending,
    Running,
    /// Failed too often.
    Dead,
}

/// What is in the outbox: the oldest of each kind and state, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OutboxView {
    pub dead: Vec<JobView>,
    pub waiting: Vec<JobView>,
    /// All that were given up, also those not listed.
    pub dead_count: u64,
    /// All that wait or are being done, also those not listed.
    pub waiting_count: u64,
}
