//! Part numbers of a company's own: what its people, its labels and its stores call a part.

use serde::{Deserialize, Serialize};

use crate::{PartKey, Problem};

/// The longest list that is written at once.
pub const MAX_SET: usize = 2_000;
/// So many numbers a company may have.
pub const MAX_OWN_NUMBERS: usize = 50_000;

/// An own number as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNumber {
    pub number: String,
    pub part: PartKey,
    /// The dealer's number; the key where the part has left the catalogue.
    pub part_number: String,
    /// In the reader's language; empty where the part has left the catalogue.
    pub name: String,
}

/// Sets an own number, or takes it out when `part` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SetOwnNumber {
    pub number: String,
    /// The dealer's number, in any writing.
    #[serde(default)]
    pub part: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OwnNumbersSet {
    pub set: u32,
    pub removed: u32,
}

/// A row of a list of own numbers that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPair {
    /// 1-based, in the list as it was brought.
    pub line: u32,
    pub number: String,
    pub part: String,
    pub problem: Problem,
}
