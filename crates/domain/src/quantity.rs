//! Quantities with their unit.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Language, Problem};

/// Units of sale. The code is UN/ECE Recommendation 20, which BMEcat and EN 16931 use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    #[default]
    Piece,
    Set,
    Pair,
    Metre,
    Kilogram,
    Litre,
    Pack,
}

impl Unit {
    pub const ALL: [Self; 7] =
        [Self::Piece, Self::Set, Self::Pair, Self::Metre, Self::Kilogram, Self::Litre, Self::Pack];

    /// UN/ECE Rec. 20 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Piece => "C62",
            Self::Set => "SET",
            Self::Pair => "PR",
            Self::Metre => "MTR",
            Self::Kilogram => "KGM",
            Self::Litre => "LTR",
            Self::Pack => "PK",
        }
    }

    /// Reads the UN/ECE code and the words German price files use (`Stk`, `St`, `PCE`, `m`, ...).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_uppercase().as_str() {
            "C62" | "PCE" | "PC" | "H87" | "EA" | "ST" | "STK" | "STCK" | "STÜCK" | "STUECK" | "PIECE" => {
                Self::Piece
            }
            "SET" | "SATZ" => Self::Set,
            "PR" | "PAAR" | "PAIR" => Self::Pair,
            "MTR" | "M" | "METER" | "METRE" => Self::Metre,
            "KGM" | "KG" | "KILOGRAM" => Self::Kilogram,
            "LTR" | "L" | "LITER" | "LITRE" => Self::Litre,
            "PK" | "PACK" | "VPE" | "PAK" => Self::Pack,
            _ => return None,
        })
    }

    /// The short word beside a quantity.
    #[must_use]
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Piece, Language::De) => "Stück",
            (Self::Piece, Language::En) => "pc",
            (Self::Set, Language::De) => "Satz",
            (Self::Set, Language::En) => "set",
            (Self::Pair, Language::De) => "Paar",
            (Self::Pair, Language::En) => "pair",
            (Self::Metre, _) => "m",
            (Self::Kilogram, _) => "kg",
            (Self::Litre, _) => "l",
            (Self::Pack, Language::De) => "Pack",
            (Self::Pack, Language::En) => "pack",
        }
    }
}

/// An amount of something; its unit stands beside it at the part. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub Decimal);

impl Quantity {
    pub const ZERO: Self = Self(Decimal::ZERO);
    pub const ONE: Self = Self(Decimal::ONE);
    /// More than anybody orders in one line; a guard against typing errors and overflow.
    pub const MAX: Self = Self(Decimal::from_parts(1_000_000, 0, 0, false, 0));

    #[must_use]
    pub fn of(n: i64) -> Self {
        Self(Decimal::from(n))
    }

    /// Reads what a person types: `3`, `2,5`, `2.5`.
    ///
    /// # Errors
    /// [`Problem::NotANumber`], [`Problem::NotPositive`] or [`Problem::TooMuch`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let value: Decimal = text.replace(',', ".").parse().map_err(|_| Problem::NotANumber)?;
        let quantity = Self(value.normalize());
        if value <= Decimal::ZERO {
            Err(Problem::NotPositive)
        } else if quantity > Self::MAX || value.scale() > 3 {
            Err(Problem::TooMuch)
        } else {
            Ok(quantity)
        }
    }

    /// Checks minimum and step of a part.
    ///
    /// # Errors
    /// [`Problem::BelowMinimum`] or [`Problem::NotAStep`] with the next quantity that is allowed.
    pub fn check(self, minimum: Self, step: Self) -> Result<Self, Problem> {
        if self.0 <= Decimal::ZERO {
            return Err(Problem::NotPositive);
        }
        if self > Self::MAX {
            return Err(Problem::TooMuch);
        }
        if self < minimum {
            return Err(Problem::BelowMinimum { minimum });
        }
        if step.0 > Decimal::ZERO && !(self.0 % step.0).is_zero() {
            let next = Self(((self.0 / step.0).trunc() + Decimal::ONE) * step.0);
            return Err(Problem::NotAStep { step, next });
        }
        Ok(self)
    }

    /// The quantity that passes [`Quantity::check`] and is not less than this one: what a repair proposes.
    #[must_use]
    pub fn next_valid(self, minimum: Self, step: Self) -> Self {
        let wanted = self.0.max(minimum.0);
        if step.0 > Decimal::ZERO {
            Self(((wanted / step.0).ceil() * step.0).normalize())
        } else {
            Self(wanted)
        }
    }
}

impl std::ops::Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_may_type_a_comma_or_a_dot() {
        assert_eq!(Quantity::parse(" 2,50 "), Quantity::parse("2.5"));
        assert_eq!(Quantity::parse("zwei"), Err(Problem::NotANumber));
        assert_eq!(Quantity::parse("-1"), Err(Problem::NotPositive));
        assert_eq!(Quantity::parse("99999999999999999999999999999999"), Err(Problem::NotANumber));
    }

    #[test]
    fn german_price_files_name_their_units() {
        assert_eq!(Unit::parse(" Stück "), Some(Unit::Piece));
        assert_eq!(Unit::parse("mtr"), Some(Unit::Metre));
        assert_eq!(Unit::parse("Eimer"), None);
    }

    #[test]
    fn a_wrong_step_names_the_next_right_quantity() {
        let ten = Quantity::of(10);
        assert_eq!(
            Quantity::of(12).check(ten, ten),
            Err(Problem::NotAStep { step: ten, next: Quantity::of(20) })
        );
        assert_eq!(Quantity::of(5).check(ten, ten), Err(Problem::BelowMinimum { minimum: ten }));
        assert_eq!(Quantity::of(30).check(ten, ten), Ok(Quantity::of(30)));
    }

    #[test]
    fn what_a_repair_proposes_passes_the_check() {
        let q = Quantity::of;
        assert_eq!(q(12).next_valid(q(10), q(10)), q(20));
        assert_eq!(q(1).next_valid(q(5), q(2)), q(6));
        assert_eq!(q(7).next_valid(q(1), Quantity::ZERO), q(7));
        assert_eq!(
            Quantity(Decimal::new(3, 1)).next_valid(q(0), Quantity(Decimal::new(5, 1))).0,
            Decimal::new(5, 1)
        );
    }
}
