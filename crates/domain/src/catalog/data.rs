//! A part as it is kept and as imports bring it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::PartNumber;
use crate::pricing::{MetalContent, PriceEntry};
use crate::returns::ReturnRule;
use crate::{CategoryId, Date, Localized, PartKey, Quantity, Unit};

/// Whether and how a part is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartCode {
    /// Sold; what is not in stock is ordered for the customer.
    #[default]
    Normal,
    /// Sold while stocks last; nothing is reordered.
    Remaining,
    /// No longer sold; found by its number and leads to its successor.
    Obsolete,
    /// In drawings and lists only.
    ReferenceOnly,
    /// Sold, but the price is agreed by telephone.
    CallUs,
}

impl PartCode {
    pub const ALL: [Self; 5] =
        [Self::Normal, Self::Remaining, Self::Obsolete, Self::ReferenceOnly, Self::CallUs];

    /// The word in files and in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Remaining => "remaining",
            Self::Obsolete => "obsolete",
            Self::ReferenceOnly => "reference_only",
            Self::CallUs => "call_us",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::Normal);
        }
        Self::ALL.into_iter().find(|c| c.code().eq_ignore_ascii_case(text))
    }

    /// The code for a customer with these prices: who was answered what a part costs whose price is agreed on has agreed, and
    /// buys it like any other as long as the answer holds. A contract from before it became such a part does not count.
    #[must_use]
    pub fn when_answered(self, entries: &[PriceEntry], day: Date) -> Self {
        let answered = |e: &PriceEntry| e.answers.is_some() && e.holds_on(day);
        if self == Self::CallUs && entries.iter().any(answered) { Self::Normal } else { self }
    }

    /// Is it sold at all, at a price or by agreement?
    #[must_use]
    pub const fn priced(self) -> bool {
        matches!(self, Self::Normal | Self::Remaining | Self::CallUs)
    }

    /// Can it be put in a cart and ordered at a price?
    #[must_use]
    pub const fn orderable(self) -> bool {
        matches!(self, Self::Normal | Self::Remaining)
    }
}

/// VAT rate class of a part (German UStG section 12). The rate itself also depends on the customer: see `pricing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatCategory {
    /// 19 %, section 12 (1).
    #[default]
    Standard,
    /// 7 %, section 12 (2).
    Reduced,
}

impl VatCategory {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Reduced => "reduced",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "" | "standard" | "19" => Some(Self::Standard),
            "reduced" | "7" => Some(Self::Reduced),
            _ => None,
        }
    }
}

/// A technical property: name, value as printed, unit (`µm`, `mm`, empty).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attribute {
    pub name: Localized,
    pub value: String,
    #[serde(default)]
    pub unit: String,
}

/// Another number of the same part: the maker's, a competitor's, an old one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CrossReference {
    /// Whose number it is, for example `MANN`; may be empty.
    pub source: String,
    pub number: String,
}

/// A node of the category tree. `id` is the path of its slugs, so that the parent is the path without the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub name: Localized,
    /// Order among its siblings.
    pub position: i64,
}

impl Category {
    #[must_use]
    pub fn parent(&self) -> Option<CategoryId> {
        self.id.as_str().rsplit_once('/').map(|(parent, _)| CategoryId::new(parent))
    }

    /// A path segment from a name: `Dichtungen & O-Ringe` becomes `dichtungen-o-ringe`.
    #[must_use]
    pub fn slug(name: &str) -> String {
        let mut slug = String::with_capacity(name.len());
        for c in name.chars().flat_map(char::to_lowercase) {
            match c {
                'ä' => slug.push_str("ae"),
                'ö' => slug.push_str("oe"),
                'ü' => slug.push_str("ue"),
                'ß' => slug.push_str("ss"),
                c if c.is_ascii_alphanumeric() => slug.push(c),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        slug.trim_end_matches('-').to_owned()
    }
}

/// Everything the catalogue keeps of a part. Prices and stock live in their own rooms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartData {
    pub number: PartNumber,
    pub name: Localized,
    #[serde(default)]
    pub text: Localized,
    pub category: CategoryId,
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// Paths below `/media/`, first one is the main picture.
    #[serde(default)]
    pub pictures: Vec<String>,
    #[serde(default)]
    pub weight_kg: Option<Decimal>,
    #[serde(default)]
    pub unit: Unit,
    /// How many units are in one package, for information.
    pub packaging: Quantity,
    pub minimum: Quantity,
    pub step: Quantity,
    #[serde(default)]
    pub code: PartCode,
    #[serde(default)]
    pub vat: VatCategory,
    /// The discount group of the list price; empty means none.
    #[serde(default)]
    pub discount_group: String,
    #[serde(default)]
    pub replaced_by: Option<PartKey>,
    #[serde(default)]
    pub cross_references: Vec<CrossReference>,
    /// Working days until the dealer gets more, when none is in stock and none is on its way.
    pub replenishment_days: i64,
    /// On which terms it comes back, and its core deposit. Left out where the house's terms hold, so that what was imported
    /// before there were any keeps its fingerprint.
    #[serde(default, skip_serializing_if = "ReturnRule::is_standard")]
    pub returns: ReturnRule,
    /// The metal in one unit, where it is charged by the day's notation. Left out elsewhere, as above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metal: Option<MetalContent>,
}

impl PartData {
    #[must_use]
    pub fn key(&self) -> PartKey {
        self.number.key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_knows_its_parent() {
        let c = Category { id: CategoryId::new("hydraulik/filter"), ..Default::default() };
        assert_eq!(c.parent(), Some(CategoryId::new("hydraulik")));
        assert_eq!(Category::slug("Dichtungen & O-Ringe"), "dichtungen-o-ringe");
    }
}
