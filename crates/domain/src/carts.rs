//! Carts: what a company is about to order.

pub mod quick;

use serde::{Deserialize, Serialize};

use crate::catalog::{Availability, PartCode, PriceTag, VatCategory};
use crate::pricing::Totals;
use crate::returns::ReturnRule;
use crate::{IdempotencyKey, Localized, Money, PartKey, Problem, Quantity, Unit};

/// Longest list of lines in one cart.
pub const MAX_LINES: usize = 500;

/// A line with live price and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLineView {
    pub part: PartKey,
    pub number: String,
    pub name: Localized,
    pub picture: Option<String>,
    pub quantity: Quantity,
    pub unit: Unit,
    pub minimum: Quantity,
    pub step: Quantity,
    pub code: PartCode,
    pub vat: VatCategory,
    /// The customer's own reference for the line, printed on everything.
    pub reference: String,
    pub note: String,
    pub added_by: String,
    pub price: Option<PriceTag>,
    /// Net amount of the line; absent without a price.
    pub amount: Option<Money>,
    pub availability: Availability,
    /// Why this line cannot be ordered as it stands.
    pub problem: Option<Problem>,
    /// On which terms it comes back, and its core deposit.
    #[serde(default)]
    pub returns: ReturnRule,
}

impl CartLineView {
    /// Core deposit of the whole line, net; comes on top of `amount`.
    #[must_use]
    pub fn deposit(&self) -> Money {
        self.returns.deposit().times(self.quantity.0)
    }
}

/// A cart with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    pub lines: Vec<CartLineView>,
    pub totals: Totals,
}

impl CartView {
    /// Can it be ordered as it stands?
    #[must_use]
    pub fn orderable(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|l| l.problem.is_none())
    }
}

/// What to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddLine {
    pub part: PartKey,
    pub quantity: Quantity,
}

/// Put several lines into the cart at once, all or none: a list, or what is ordered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillCart {
    pub key: IdempotencyKey,
    pub lines: Vec<AddLine>,
}

/// The line as the person wants it. Quantity zero removes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetLine {
    pub part: PartKey,
    pub quantity: Quantity,
    #[serde(default)]
    pub reference: String,
    #[serde(default)]
    pub note: String,
}
