//! What pages and programs read of the archive.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{DocumentKind, Media};
use crate::accounts::Channel;
use crate::case::CaseCode;
use crate::{CompanyId, Date, DocumentId};

/// Where a document is in its life. One that is deleted is no longer there: the chain says that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    Kept,
    /// Its deletion was decided and waits for the job that does it.
    Going,
}

impl DocumentState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Going => "going",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Kept, Self::Going].into_iter().find(|state| state.code() == code)
    }
}

/// Why a document has to stay beyond its retention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub reason: String,
    pub by: String,
    pub at: DateTime,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSummary {
    pub id: DocumentId,
    pub title: String,
    pub kind: DocumentKind,
    pub state: DocumentState,
    /// Absent for the dealer's own.
    pub company: Option<CompanyId>,
    pub company_name: String,
    pub case: Option<CaseCode>,
    /// Serial number of the machine it is about, or empty.
    pub machine: String,
    /// Unit of the company it belongs to, or empty.
    pub unit: String,
    /// For the desk alone.
    pub inside: bool,
    /// The day it is of, which its retention is counted from.
    pub dated: Date,
    /// The last day on which it has to be there.
    pub until: Date,
    pub held: bool,
    /// Of the latest version.
    pub latest: DocumentVersion,
    /// Counts up with every change.
    pub version: i64,
    /// In the answer to a search: where in its text the words stand. Empty where they do not, and never stored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snippet: Vec<SnippetPart>,
}

/// A piece of a text that was searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnippetPart {
    pub text: String,
    /// It is what was asked for.
    pub hit: bool,
}

/// A version of a document: it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentVersion {
    /// Counts from 1.
    pub number: u32,
    /// The name of the file, safe to write into a header or onto a disk.
    pub file: String,
    pub media: Media,
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub hash: String,
    pub dated: Date,
    pub at: DateTime,
    pub who: String,
    /// On whose wish; empty for who acts for themselves.
    #[serde(default)]
    pub behalf: String,
    pub channel: Channel,
}

/// What the chain says of a version when it comes in. Everything on which retention and rights depend; no title and nobody's name.
#[must_use]
pub fn facts(head: &DocumentSummary, version: &DocumentVersion) -> String {
    format!(
        "number={};kind={};company={};case={};dated={};bytes={};media={}",
        version.number,
        head.kind.code(),
        head.company.as_ref().map_or("", CompanyId::as_str),
        head.case.as_ref().map_or("", CaseCode::as_str),
        version.dated,
        version.bytes,
        version.media.media_type(),
    )
}

/// Who has opened a version, and when first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub number: u32,
    pub who: String,
    pub at: DateTime,
}

/// A link with which somebody outside opens a version. The link itself is told once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub id: String,
    pub number: u32,
    pub until: DateTime,
    /// So often it may still be opened.
    pub left: u32,
    pub opens: u32,
    pub by: String,
    pub made: DateTime,
}

/// What somebody outside reads of a document before they open it: no title, no customer, nothing that the file does not say itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDocument {
    /// The name of the file.
    pub file: String,
    pub bytes: u64,
    /// So long the link is good.
    pub until: DateTime,
}

/// A document with everything that the reader may know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub head: DocumentSummary,
    /// Oldest first.
    pub versions: Vec<DocumentVersion>,
    /// For the desk.
    #[serde(default)]
    pub receipts: Vec<Receipt>,
    /// For who may share it.
    #[serde(default)]
    pub shares: Vec<Share>,
    /// For the desk.
    #[serde(default)]
    pub hold: Option<Hold>,
    /// The reader may bring in a new version, and share it.
    pub may_change: bool,
    /// The reader keeps the archive: holds, releases and deletes.
    pub may_keep: bool,
}
