//! What goes into the index, what is asked and what is answered.

use kontor_domain::catalog::{Attribute, CrossReference, PartCode};
use kontor_domain::{CategoryId, Language, Localized, PartKey};

/// Everything search knows of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    pub part: PartKey,
    /// The number as printed.
    pub number: String,
    pub name: Localized,
    pub text: Localized,
    /// The path, for example `hydraulik/filter`.
    pub category: CategoryId,
    pub attributes: Vec<Attribute>,
    pub cross_references: Vec<CrossReference>,
    /// On the shelf now.
    pub available: bool,
    pub code: PartCode,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// As typed. Empty (or nothing but punctuation) lists all parts that pass the other conditions, by number.
    pub text: String,
    /// This category and everything below it.
    pub category: Option<CategoryId>,
    /// German name and value as in [`Facets::attributes`]. Several values of one name mean any of them;
    /// different names must all match.
    pub attributes: Vec<(String, String)>,
    /// Only what is on the shelf.
    pub available: bool,
    pub offset: usize,
    /// At most this many hits; hits beyond [`Request::MAX_DEPTH`] are not given.
    pub limit: usize,
    /// Names in this language come first; the other language is searched as well.
    pub language: Language,
    /// Count the facets too.
    pub facets: bool,
}

impl Request {
    /// Where `offset + limit` ends.
    pub const MAX_DEPTH: usize = 10_000;
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// All matching parts; exact.
    pub total: u64,
    pub hits: Vec<Hit>,
    /// Empty when not asked for.
    pub facets: Facets,
    /// Nothing was found as typed; these parts match with one typing error per word.
    pub corrected: bool,
}

/// One part found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub part: PartKey,
    /// The cross reference that matched, when neither the own number nor the name did.
    pub matched: Option<CrossReference>,
}

/// The parts that go by one number, see [`crate::SearchIndex::by_numbers`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbered {
    /// Parts whose own number it is, by key.
    pub own: Vec<PartKey>,
    /// Parts that have it as a cross reference, by key.
    pub cross: Vec<PartKey>,
}

/// What would narrow the answer, with the number of parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// The children of the chosen category (or the roots) with parts in the answer, most parts first; exact.
    pub categories: Vec<(CategoryId, u64)>,
    /// The attributes found on most parts of the answer by their German name, each with its most frequent
    /// values (`value unit`, for example `10 µm`). Attributes that were chosen come first and count as if they
    /// had not been, so that another value can be chosen beside. Exact up to
    /// [`Facets::EXACT_ATTRIBUTES`] parts in the answer, an estimate from so many parts beyond.
    pub attributes: Vec<(String, Vec<(String, u64)>)>,
    /// How many are on the shelf; exact.
    pub available: u64,
}

impl Facets {
    pub const MAX_ATTRIBUTES: usize = 6;
    pub const MAX_VALUES: usize = 8;
    pub const EXACT_ATTRIBUTES: u64 = 10_000;
}

/// Why the index could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder cannot be read or written.
    #[error("search index folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The index itself failed, for example because the disk is full.
    #[error("search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Another process has the folder open.
    #[error("the search index is in use by another process")]
    InUse,
    /// A rebuild is under way; there can be only one.
    #[error("the search index is being rebuilt already")]
    Rebuilding,
}

pub type Result<T> = std::result::Result<T, SearchError>;
