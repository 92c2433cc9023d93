//! Seals (Siegel): what the house puts on a document so that any reader of PDFs proves it unchanged, and what checking one says.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::DocumentId;

/// How much a seal proves (ETSI EN 319 142-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealLevel {
    /// `PAdES` B-B: unchanged, and by whom. When, the sealer says itself.
    Basic,
    /// `PAdES` B-T: a time-stamp authority says when.
    Timestamped,
}

/// What the public page and programs answer about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedFile {
    /// SHA-256 of its bytes.
    pub hash: String,
    pub outcome: CheckOutcome,
    /// Each seal in it, oldest first.
    pub seals: Vec<CheckedSeal>,
    /// Where these very bytes stand in the archive; nothing for what is not there.
    pub place: Option<ChainPlace>,
}

/// In one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Every seal is valid, by this house, and covers all that is shown.
    Unchanged,
    /// Valid, and of somebody whom this house does not know.
    Unknown,
    /// Something is wrong: the seals say what, unless it cannot even be read whole any more.
    Changed,
    /// There is no seal in it.
    Unsealed,
    /// It cannot be read as a PDF.
    Unreadable,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedSeal {
    /// Whose certificate.
    pub signer: String,
    pub level: SealLevel,
    /// By the authority, or as the sealer claims.
    pub at: Option<DateTime>,
    pub valid: bool,
    /// It is the house's own.
    pub ours: bool,
    /// What is wrong, by the names of `kontor_seal::Problem` in words.
    pub problems: Vec<SealFault>,
}

/// What is wrong with a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealFault {
    /// What it covers was changed.
    Changed,
    /// Something was added after it that it does not cover.
    AddedLater,
    /// The signature is not of this certificate.
    WrongSignature,
    /// The certificate was not valid then.
    CertificateExpired,
    /// The time-stamp does not hold.
    WrongTimestamp,
    /// It cannot be read.
    Malformed,
}

/// Where a document stands in the archive's chain. Says nothing of what it is or whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainPlace {
    pub document: DocumentId,
    /// Number of the entry.
    pub seq: u64,
    pub at: DateTime,
    /// The entry's own hash.
    pub hash: String,
    /// The day that holds it is closed with a seal over the chain's head.
    pub sealed_day: bool,
    /// The chain from there to its end holds.
    pub holds: bool,
}
