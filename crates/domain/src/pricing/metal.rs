//! Metal surcharges, as the German cable trade reckons them.
//!
//! The price of a cable contains its metal at a *base* notation (copper usually 150 or 0 EUR for 100 kg). What the metal
//! costs beyond that on the day of the order comes on top, as an amount of its own:
//!
//! `surcharge of one unit = kg of metal in one unit x (notation - base) / 100`, never below zero
//!
//! with notation and base in EUR for 100 kg. This is the formula under the price lists of the cable makers ("Kupferzahl in
//! kg/km x (DEL-Notiz - Kupferbasis) / 100"). Some add one percent for procurement ("zzgl. 1 % Bezugskosten"): whoever does
//! enters the notation with it. Discounts do not touch the surcharge: the metal is passed on at what it costs.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::{Date, Language, Money, Quantity, format};

/// Calendar days that a notation may be old on the day of the order: the exchange is closed at Easter for four days and
/// between the years for a few; more than that and somebody forgot to enter it.
pub const MAX_AGE: i32 = 7;

/// What is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metal {
    /// DEL-Notiz.
    Copper,
    Aluminium,
    /// MS 58.
    Brass,
}

impl Metal {
    pub const ALL: [Self; 3] = [Self::Copper, Self::Aluminium, Self::Brass];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Copper => "copper",
            Self::Aluminium => "aluminium",
            Self::Brass => "brass",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Copper => l.pick("Kupfer", "copper"),
            Self::Aluminium => l.pick("Aluminium", "aluminium"),
            Self::Brass => l.pick("Messing", "brass"),
        }
    }
}

/// The metal in one unit of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetalContent {
    pub metal: Metal,
    /// In one unit of sale.
    pub kg: Decimal,
    /// Notation that the price contains, EUR for 100 kg.
    pub base: Decimal,
}

/// What a metal cost on a day of the exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notation {
    pub metal: Metal,
    pub day: Date,
    /// EUR for 100 kg.
    pub rate: Decimal,
}

/// A surcharge as it is reckoned, and frozen in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surcharge {
    pub content: MetalContent,
    /// With its day.
    pub notation: Notation,
}

impl Surcharge {
    /// On one unit, net, unrounded.
    #[must_use]
    pub fn each(&self) -> Money {
        let above = (self.notation.rate - self.content.base).max(Decimal::ZERO);
        Money::eur((self.content.kg * above / Decimal::ONE_HUNDRED).normalize())
    }

    /// On one unit as it is shown: to four places. Lines are reckoned from the exact one.
    #[must_use]
    pub fn shown(&self) -> Money {
        let four = RoundingStrategy::MidpointAwayFromZero;
        Money::eur(self.each().amount.round_dp_with_strategy(4, four).normalize())
    }

    /// On a line, rounded once.
    #[must_use]
    pub fn of(&self, quantity: Quantity) -> Money {
        self.each().times(quantity.0)
    }

    /// `zzgl. Metallzuschlag Kupfer 1,23 € (Notierung 23.11.2026: 912,34 € / 100 kg)`, for a line.
    #[must_use]
    pub fn text(&self, quantity: Quantity, l: Language) -> String {
        let Notation { metal, day, rate } = self.notation;
        let (sum, rate) = (format::money(self.of(quantity), l), format::money(Money::eur(rate), l));
        let (metal, day) = (metal.word(l), format::date(day, l));
        match l {
            Language::De => {
                format!("zzgl. Metallzuschlag {metal} {sum} (Notierung {day}: {rate} / 100 kg)")
            }
            Language::En => format!("plus {metal} surcharge {sum} (notation {day}: {rate} / 100 kg)"),
        }
    }
}

/// The notation that counts for an order on `day`: the last one of an earlier day (the exchange notes in the afternoon, so
/// that the price of a morning could not be known otherwise), unless it is older than [`MAX_AGE`].
#[must_use]
pub fn counting(notations: &[Notation], metal: Metal, day: Date) -> Option<Notation> {
    let last = notations.iter().filter(|n| n.metal == metal && n.day < day).max_by_key(|n| n.day)?;
    let age = last.day.until(day).ok()?.get_days();
    (age <= MAX_AGE).then_some(*last)
}

/// What comes on top of a part's price on `day`: nothing for parts without metal.
///
/// # Errors
/// The metal of which no notation counts: then nobody knows what the part costs, and it is not sold at a guess.
pub fn surcharge(
    content: Option<&MetalContent>,
    notations: &[Notation],
    day: Date,
) -> Result<Option<Surcharge>, Metal> {
    let Some(content) = content else { return Ok(None) };
    match counting(notations, content.metal, day) {
        Some(notation) => Ok(Some(Surcharge { content: *content, notation })),
        None => Err(content.metal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Date = Date::constant(2026, 11, 24);

    fn noted(day: Date, cents: i64) -> Notation {
        Notation { metal: Metal::Copper, day, rate: Decimal::new(cents, 2) }
    }

    fn cable() -> MetalContent {
        // NYM-J 5 x 2.5: 120 kg of copper in a kilometre.
        MetalContent { metal: Metal::Copper, kg: Decimal::new(120, 3), base: Decimal::from(150) }
    }

    #[test]
    fn the_surcharge_is_what_the_metal_costs_beyond_the_base() {
        let monday = Date::constant(2026, 11, 23);
        let found = surcharge(Some(&cable()), &[noted(monday, 95_000)], DAY).unwrap().unwrap();
        // 0.12 kg x (950 - 150) / 100.
        assert_eq!(found.each(), Money::cents(96));
        assert_eq!(found.of(Quantity::of(50)), Money::cents(4_800));
        let thin = Surcharge { content: MetalContent { kg: Decimal::new(144, 4), ..cable() }, ..found };
        assert_eq!((thin.each(), thin.shown()), (Money::eur(Decimal::new(1152, 4)), thin.each()));
        let odd = Surcharge { notation: noted(monday, 97_217), ..thin };
        assert_eq!(odd.shown(), Money::eur(Decimal::new(1184, 4)), "of 0.11839248");
        assert_eq!(surcharge(None, &[], DAY), Ok(None));
        let cheap = surcharge(Some(&cable()), &[noted(monday, 14_000)], DAY).unwrap().unwrap();
        assert_eq!(cheap.of(Quantity::of(50)), Money::ZERO, "cheap metal is not given back");
    }

    #[test]
    fn the_notation_of_an_earlier_day_counts_and_a_forgotten_one_does_not() {
        let friday = Date::constant(2026, 11, 20);
        let notations = [noted(friday, 90_000), noted(DAY, 99_000)];
        assert_eq!(
            counting(&notations, Metal::Copper, DAY),
            Some(notations[0]),
            "not that of the day itself"
        );
        let monday = Date::constant(2026, 11, 23);
        assert_eq!(counting(&notations, Metal::Copper, monday), Some(notations[0]), "over a weekend");
        assert_eq!(
            counting(&notations[..1], Metal::Copper, Date::constant(2026, 11, 27)),
            Some(notations[0])
        );
        assert_eq!(counting(&notations[..1], Metal::Copper, Date::constant(2026, 11, 28)), None, "too old");
        assert_eq!(surcharge(Some(&cable()), &notations, friday), Err(Metal::Copper), "none before");
        assert_eq!(counting(&notations, Metal::Brass, DAY), None);
    }

    proptest! {
        #[test]
        fn a_dearer_metal_never_makes_a_line_cheaper_and_a_line_is_rounded_once(
            grams in 0i64..100_000, base in 0i64..20_000, rate in 0i64..200_000, more in 0i64..50_000, quantity in 1i64..5_000,
        ) {
            let content = MetalContent {
                metal: Metal::Copper, kg: Decimal::new(grams, 3), base: Decimal::new(base, 2),
            };
            let at = |cents| Surcharge { content, notation: noted(DAY, cents) };
            let quantity = Quantity::of(quantity);
            let (low, high) = (at(rate).of(quantity).amount, at(rate + more).of(quantity).amount);
            prop_assert!(Decimal::ZERO <= low && low <= high);
            let exact = at(rate).each().amount * quantity.0;
            prop_assert!((low - exact).abs() <= Decimal::new(5, 3));
        }
    }
}
