//! Money: decimal, with its currency, rounded in one place.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// ISO 4217. Kontor trades in euro; the field exists so that an amount never stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Currency {
    #[default]
    EUR,
}

/// An amount in a currency. Unit prices may have more than two places; [`Money::rounded`] makes cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Money {
    pub amount: Decimal,
    #[serde(default)]
    pub currency: Currency,
}

impl Money {
    pub const ZERO: Self = Self { amount: Decimal::ZERO, currency: Currency::EUR };

    #[must_use]
    pub const fn eur(amount: Decimal) -> Self {
        Self { amount, currency: Currency::EUR }
    }

    /// `cents(4860)` is 48.60 EUR.
    #[must_use]
    pub fn cents(cents: i64) -> Self {
        Self::eur(Decimal::new(cents, 2))
    }

    /// The one place where money is rounded: to cents, half away from zero (commercial rounding, DIN 1333).
    #[must_use]
    pub fn rounded(self) -> Self {
        Self { amount: self.amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero), ..self }
    }

    /// A line's amount: unit price times quantity, rounded to cents per line (EN 16931 BR-CO-10 sums rounded lines).
    #[must_use]
    pub fn times(self, quantity: Decimal) -> Self {
        Self { amount: self.amount * quantity, ..self }.rounded()
    }

    /// `percent` of this amount, unrounded; `percent` is 19 for 19 %.
    #[must_use]
    pub fn percent(self, percent: Decimal) -> Self {
        Self { amount: self.amount * percent / Decimal::ONE_HUNDRED, ..self }
    }

    #[must_use]
    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { amount: self.amount + other.amount, ..self }
    }
}

impl std::ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { amount: self.amount - other.amount, ..self }
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_rounds_away_from_zero() {
        assert_eq!(Money::eur(Decimal::new(1005, 3)).rounded(), Money::cents(101));
        assert_eq!(Money::eur(Decimal::new(-1005, 3)).rounded(), Money::cents(-101));
    }

    #[test]
    fn a_line_is_rounded_once_after_multiplying() {
        // 0.333 EUR x 3 = 0.999 -> 1.00, not 0.33 x 3 = 0.99.
        assert_eq!(Money::eur(Decimal::new(333, 3)).times(Decimal::from(3)), Money::cents(100));
    }
}
