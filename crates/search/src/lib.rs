//! The search of the catalogue: part numbers however they are written, names in German and English, facets. Beside it the full text of
//! the archive, an index of its own ([`ArchiveIndex`]).
//!
//! It stands on its own: parts go in as [`SearchDocument`], a [`Request`] comes back as an [`Answer`] with part
//! keys. Prices, stock and rights are other rooms' business. The index can be thrown away at any time and built
//! again from the store.
//!
//! # What finds what
//! - *Numbers* are found with or without blanks, dashes, dots and slashes, in any case, by their beginning and by
//!   any fragment of three characters and more: `4711 20` finds `HY-4711.20-F`. Cross references likewise.
//! - *Names* are found by their words in any order and form (`Schläuche`, `SCHLAUCH`, `schlaeuche`), by parts of
//!   compounds of four letters and more (`Element` finds `Filterelement`), and by the beginning of the word typed
//!   last. English names likewise.
//! - *Attributes* are found by their values (`90x210`, `10 µm`) and names, descriptions by their words.
//! - With several words, each must match, no matter where: `hy 4711 filt`.
//! - One typing error per word of four letters and more is forgiven, but only when nothing is found otherwise.
//!
//! Hits come by class (see the module `query`), within a class by number: the same question always gives the
//! same order.
//!
//! # How it works
//! A question is answered segment by segment with sets of documents, one bit each: every term's documents are
//! written into a set, and words, conditions and classes are ands and ors of sets. Segments are kept in the order
//! of numbers, so the first bits of a class are the first hits; nothing is scored or sorted. The few thousand
//! different words of a catalogue are kept in memory for compounds and typing errors. This makes the time depend
//! on the number of matching parts by a few nanoseconds each.

mod archive;
mod docset;
mod facets;
mod index;
mod query;
mod schema;
mod segment;
mod snapshot;
mod tokenize;
mod types;
mod vocabulary;

pub use archive::{ArchiveDocument, ArchiveIndex, ArchiveQuery, ArchiveRebuild, Piece, snippet};
pub use index::{BulkWriter, SearchIndex};
pub use types::{Answer, Facets, Hit, Numbered, Request, Result, SearchDocument, SearchError};
