//! What is asked of the archive.

use serde::{Deserialize, Serialize};

use super::DocumentKind;
use crate::case::CaseCode;
use crate::{CompanyId, Date, DocumentId, IdempotencyKey};

/// Longest title, in characters.
pub const MAX_TITLE: u32 = 200;
/// Longest reason, in characters.
pub const MAX_REASON: u32 = 500;
/// A link is good for so many days at most.
pub const MAX_SHARE_DAYS: u32 = 90;
/// And may be opened so often.
pub const MAX_SHARE_OPENS: u32 = 100;

/// So many documents are packed into one ZIP at most; whoever needs more asks for an export.
pub const MAX_SELECTION: u32 = 200;
/// And so many bytes.
pub const MAX_SELECTION_BYTES: u64 = 2_000_000_000;

/// A file comes in. What it is, is read from its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadDocument {
    pub key: IdempotencyKey,
    /// The desk: whose it is; absent for the dealer's own. Customers send for themselves.
    #[serde(default)]
    pub company: Option<CompanyId>,
    #[serde(default)]
    pub case: Option<CaseCode>,
    /// Serial number of the machine it is about, or empty.
    #[serde(default)]
    pub machine: String,
    /// Unit of the company it belongs to, or empty.
    #[serde(default)]
    pub unit: String,
    pub kind: DocumentKind,
    /// Empty takes the name of the file.
    #[serde(default)]
    pub title: String,
    /// As the sender calls it.
    pub file: String,
    /// The day it is of; today when absent.
    #[serde(default)]
    pub dated: Option<Date>,
    /// The desk: customers never see it.
    #[serde(default)]
    pub inside: bool,
}

/// Another version of a document comes in; the ones before stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    pub key: IdempotencyKey,
    pub document: DocumentId,
    /// What was seen.
    pub version: i64,
    pub file: String,
}

/// It has to stay, whatever its retention says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldDocument {
    pub document: DocumentId,
    pub version: i64,
    pub reason: String,
}

/// What it was held for is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseHold {
    pub document: DocumentId,
    pub version: i64,
}

/// It goes, since its retention is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteDocument {
    pub document: DocumentId,
    pub version: i64,
    pub reason: String,
}

/// Somebody outside gets a link to the latest version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareDocument {
    pub key: IdempotencyKey,
    pub document: DocumentId,
    pub days: u32,
    pub opens: u32,
}

/// Which documents to list. What is asked for counts together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentFilter {
    /// The desk: of one customer.
    pub company: Option<CompanyId>,
    pub case: Option<CaseCode>,
    /// Serial number.
    pub machine: String,
    pub kind: Option<DocumentKind>,
    /// Words of title, file name, case, machine, customer or of the text in it; each must occur, in any form.
    pub text: String,
    /// Of this day at the earliest, and at the latest.
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub after: Option<String>,
}
