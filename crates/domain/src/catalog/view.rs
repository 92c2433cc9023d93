//! What pages and the API show of parts.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Attribute, CrossReference, PartCode};
use crate::pricing::{Metal, PriceReason, PriceRequest, Surcharge};
use crate::returns::ReturnRule;
use crate::stock::BranchStock;
use crate::{
    CategoryId, Date, Error, IdempotencyKey, ImportId, Localized, Money, PartKey, Problem, Quantity, Unit,
    WarehouseId,
};

/// The price a customer sees for one unit, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceTag {
    /// Net, for the quantity asked (1 where nothing was asked).
    pub net: Money,
    /// The list price, when the customer's own price is lower.
    pub list: Option<Money>,
    pub tiers: Vec<TierPrice>,
    pub reason: PriceReason,
    /// For the metal in it, on top of every price above.
    #[serde(default)]
    pub surcharge: Option<Surcharge>,
}

impl PriceTag {
    /// What its metal costs on top, for a line.
    #[must_use]
    pub fn surcharge_of(&self, quantity: Quantity) -> Money {
        self.surcharge.map_or(Money::ZERO, |s| s.of(quantity))
    }
}

/// From this quantity on, one unit costs this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierPrice {
    pub from: Quantity,
    pub net: Money,
}

/// How the availability reads in one word; colour, word and date always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityState {
    /// Enough on the shelf for the quantity asked.
    InStock,
    /// Not enough now, but more is on its way.
    Incoming,
    /// Ordered for the customer.
    OnOrder,
    /// Nothing left and nothing will come, or not sold.
    Gone,
}

impl AvailabilityState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InStock => "in_stock",
            Self::Incoming => "incoming",
            Self::OnOrder => "on_order",
            Self::Gone => "gone",
        }
    }
}

/// What is there and when it arrives at the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    pub state: AvailabilityState,
    /// Free to sell now, over all warehouses.
    pub free: Quantity,
    /// The warehouse with most of it, for "42 in Ulm"; empty when nothing is there.
    pub place: String,
    /// Arrival at the customer for the quantity asked; absent when it cannot be delivered.
    pub date: Option<Date>,
    /// Per warehouse, for the part page.
    #[serde(default)]
    pub warehouses: Vec<(WarehouseId, String, Quantity)>,
    /// On its way to us.
    #[serde(default)]
    pub incoming: Quantity,
}

/// A line of a search answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHit {
    pub key: PartKey,
    pub number: String,
    pub name: Localized,
    /// Two or three attributes in one line: `10 µm, 90 x 210 mm`.
    pub facts: String,
    pub picture: Option<String>,
    pub unit: Unit,
    pub minimum: Quantity,
    pub step: Quantity,
    pub code: PartCode,
    /// Number of the successor, when it has one.
    pub successor: Option<(PartKey, String)>,
    pub price: Option<PriceTag>,
    pub availability: Availability,
    /// The cross reference that matched, when it was not the own number.
    #[serde(default)]
    pub matched: Option<CrossReference>,
}

/// What was asked of the search. Lives in the address, so that a link shows the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// `name=value` pairs.
    #[serde(default)]
    pub attributes: Vec<String>,
    #[serde(default)]
    pub available: bool,
    /// Zero-based page of 20 hits. Search results are ranked, so they have a page number instead of a key.
    #[serde(default)]
    pub page: u32,
}

impl SearchQuery {
    pub const HITS: usize = 20;
    /// Nobody reads further; the answer says to narrow the search.
    pub const MAX_PAGE: u32 = 49;
}

/// A group of choices that narrow the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// `category`, `available` or the attribute's name in German (its key).
    pub key: String,
    pub label: Localized,
    pub values: Vec<FacetValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    pub value: String,
    pub label: Localized,
    pub count: u64,
    pub chosen: bool,
}

/// Hits with facets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer {
    pub total: u64,
    pub hits: Vec<PartHit>,
    pub facets: Vec<Facet>,
    /// The words were not found as typed; these hits allow one typing error.
    pub corrected: bool,
}

/// Everything a part page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    pub key: PartKey,
    pub number: String,
    pub name: Localized,
    pub text: Localized,
    /// From the root to the part's own category.
    pub categories: Vec<(CategoryId, Localized)>,
    pub attributes: Vec<Attribute>,
    pub pictures: Vec<String>,
    pub weight_kg: Option<Decimal>,
    pub unit: Unit,
    pub packaging: Quantity,
    pub minimum: Quantity,
    pub step: Quantity,
    pub code: PartCode,
    pub successor: Option<(PartKey, String)>,
    /// Parts that this one replaces.
    pub replaces: Vec<(PartKey, String)>,
    pub cross_references: Vec<CrossReference>,
    pub price: Option<PriceTag>,
    pub availability: Availability,
    /// On which terms it comes back, and its core deposit.
    #[serde(default)]
    pub returns: ReturnRule,
    /// Where it can be collected, and from when.
    #[serde(default)]
    pub branches: Vec<BranchStock>,
    /// Its price depends on this metal, and nobody knows today what that costs.
    #[serde(default)]
    pub unnoted: Option<Metal>,
    /// The company's latest question what it costs.
    #[serde(default)]
    pub asked: Option<PriceRequest>,
}

/// One wrong row of an import file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRowError {
    /// 1-based line in the file.
    pub line: u64,
    /// The column or element; empty when the row as a whole is wrong.
    pub field: String,
    pub value: String,
    pub problem: Problem,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportPreview {
    pub rows: u64,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub errors: Vec<ImportRowError>,
    /// More errors than are listed.
    pub more_errors: u64,
    /// Up to 20 examples: number and the names of the fields that change (`new` for a new part).
    pub examples: Vec<(String, Vec<String>)>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    pub id: ImportId,
    pub file: String,
    pub written: bool,
    pub outcome: ImportPreview,
}

/// What to do with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// Only say what would change.
    #[default]
    Preview,
    /// Write only if not a single row is wrong.
    AllOrNothing,
    /// Write the good rows and report the others.
    GoodRows,
}

impl ImportMode {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::AllOrNothing => "all_or_nothing",
            Self::GoodRows => "good_rows",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Preview, Self::AllOrNothing, Self::GoodRows].into_iter().find(|m| m.code() == code)
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its turn has not come, or it comes again after a failure that may pass.
    Waiting,
    /// Reads the file without writing.
    Checking,
    /// Writes batch by batch.
    Writing,
    /// The report stands.
    #[default]
    Done,
    /// Given up; it can be tried again.
    Failed,
}

impl ImportState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Checking => "checking",
            Self::Writing => "writing",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Checking, Self::Writing, Self::Done, Self::Failed]
            .into_iter()
            .find(|s| s.code() == code)
    }

    /// Nothing more happens to it by itself.
    #[must_use]
    pub const fn over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// A file that lies in the data folder and shall be read by a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginImport {
    pub key: IdempotencyKey,
    /// The name under which the file lies in the folder of uploads.
    pub upload: ImportId,
    /// As the person's computer called it.
    pub file: String,
    pub bytes: u64,
    pub mode: ImportMode,
}

/// An import, how far it is, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub id: ImportId,
    pub at: jiff::civil::DateTime,
    pub by: String,
    pub file: String,
    /// Size of the file; zero for imports that were not uploaded.
    pub bytes: u64,
    pub mode: ImportMode,
    pub state: ImportState,
    /// Rows of this pass through the file that are done.
    pub rows: u64,
    /// How many there are; known once the file was read to its end.
    pub total: Option<u64>,
    /// Why it failed, or waits to be tried again.
    pub error: Option<Error>,
    /// The file is still there: it can be read again.
    pub kept: bool,
    /// What it did or would do; the truth once [`ImportState::Done`].
    pub report: ImportReport,
}

/// A line of the list of imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    pub id: ImportId,
    pub at: jiff::civil::DateTime,
    pub by: String,
    pub file: String,
    pub state: ImportState,
    pub written: bool,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub errors: u64,
}
