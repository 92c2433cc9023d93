//! The full text of the archive: documents by their words, newest first.
//!
//! Documents go in as [`ArchiveDocument`]; a [`ArchiveQuery`] comes back as ids. Who may read one is other rooms' business, but for the
//! filter [`ArchiveQuery::reader`], which is part of the question: what is another company's is never met. The index can be thrown away
//! at any time and built again from the store.
//!
//! # What finds what
//! - Each word typed must occur, in any order and form (`Schläuche`, `SCHLAUCH`, `schlaeuche`, `schlauche`), in German or English.
//! - The word typed last is found by its beginning, from three characters on.
//! - Numbers are found with or without dashes, dots and slashes, and by the pieces between them: `HY-4711.20-F`, `hy471120f`, `4711`.

mod index;
mod query;
mod schema;
mod snippet;

pub use index::{ArchiveIndex, ArchiveRebuild};
pub use snippet::{Piece, snippet};

/// Everything the index knows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchiveDocument {
    /// Later ones sort behind earlier ones.
    pub id: String,
    /// The company whose people may see it; empty for the desk alone.
    pub reader: String,
    /// Empty for the dealer's own.
    pub company: String,
    /// Empty without one, as all below.
    pub case: String,
    pub machine: String,
    pub kind: String,
    /// The day it is of, as a number that sorts: 20261126.
    pub dated: i64,
    /// Title, name of the file and whatever else it is found by.
    pub words: String,
    /// The text in it.
    pub body: String,
}

/// What is asked. What is given counts together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchiveQuery {
    /// As typed. Without a word in it nothing is found.
    pub text: String,
    /// Only what this company's people may see.
    pub reader: Option<String>,
    pub company: Option<String>,
    pub case: Option<String>,
    pub machine: Option<String>,
    pub kind: Option<String>,
    /// Of this day at the earliest, and at the latest.
    pub from: Option<i64>,
    pub to: Option<i64>,
    /// Only what sorts before this id.
    pub after: Option<String>,
    pub limit: usize,
}
