//! Carts: what a company is about to order.

mod named;
pub mod quick;

use serde::{Deserialize, Serialize};

use crate::catalog::{Availability, PartCode, PriceTag, VatCategory};
use crate::pricing::{LineSums, Totals};
use crate::returns::ReturnRule;
use crate::{CartId, IdempotencyKey, Localized, Money, PartKey, Problem, Quantity, Unit};

pub use named::{
    CartHead, CartRight, CartSettings, Carts, MakeCart, Share, ShareCart, Sharing, Texts, Transfer,
    TransferMode, joined,
};

/// Longest list of lines in one cart.
pub const MAX_LINES: usize = 500;
/// Most open carts of one company, the shared one not counted.
pub const MAX_CARTS: u32 = 50;
/// Longest reference and note of a line: room for what several carts said about the same part.
pub const MAX_TEXT: usize = 1_000;

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

    /// Metal surcharge of the whole line, net; comes on top of `amount`.
    #[must_use]
    pub fn surcharge(&self) -> Money {
        self.price.as_ref().map_or(Money::ZERO, |price| price.surcharge_of(self.quantity))
    }

    /// Its part of the sums; nothing without a price.
    #[must_use]
    pub fn sums(&self) -> Option<LineSums> {
        let (deposit, surcharge) = (self.deposit(), self.surcharge());
        Some(LineSums { goods: self.amount?, deposit, surcharge, vat: self.vat })
    }
}

/// A cart with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    /// Which cart this is, and what the reader may do with it.
    #[serde(default)]
    pub head: CartHead,
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

/// Put several lines into a cart at once, all or none: a list, what is ordered again, or the rows of a quick order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillCart {
    pub key: IdempotencyKey,
    /// Absent for the person's current one.
    #[serde(default)]
    pub cart: Option<CartId>,
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
