//! The commands that make a return and lead it on.

use serde::{Deserialize, Serialize};

use super::{Condition, ReturnReason};
use crate::{IdempotencyKey, Money, OrderId, Quantity, ReturnId, WarehouseId};

/// A line of an order, and how much of it is to come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedLine {
    pub position: u32,
    pub quantity: Quantity,
    pub reason: ReturnReason,
}

/// Announce a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestReturn {
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub lines: Vec<AskedLine>,
    /// What happened; needed for claims.
    #[serde(default)]
    pub words: String,
    /// The net credit of the preview that the person saw; another one is not agreed to. Absent for programs.
    #[serde(default)]
    pub seen: Option<Money>,
}

/// Take back what was announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawReturn {
    pub id: ReturnId,
    pub version: i64,
}

/// What of a line is here, and how it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedLine {
    pub position: u32,
    pub quantity: Quantity,
    pub condition: Condition,
}

/// The parcel is here and was looked at. A line that is not named did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveReturn {
    pub id: ReturnId,
    pub version: i64,
    pub warehouse: WarehouseId,
    pub lines: Vec<ReceivedLine>,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictLine {
    pub position: u32,
    pub accepted: bool,
    /// What the dealer keeps, net; absent as announced.
    #[serde(default)]
    pub fee: Option<Money>,
    #[serde(default)]
    pub reason: String,
}

/// Decide about every line; what is accepted is credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideReturn {
    pub id: ReturnId,
    pub version: i64,
    pub lines: Vec<VerdictLine>,
    /// The customer reads it.
    #[serde(default)]
    pub words: String,
}
