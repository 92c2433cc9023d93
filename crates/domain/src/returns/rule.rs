//! The terms on which a part comes back.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Date, Language, Money};

/// Days from shipping in which a part may be given back voluntarily, where the part says nothing else.
pub const HOUSE_DAYS: u32 = 30;
/// Percent of the net value that the dealer keeps of a voluntary return, where the part says nothing else.
pub const HOUSE_FEE_PERCENT: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
/// At least this much per line, EUR net.
pub const HOUSE_FEE_MINIMUM: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Days from shipping in which a core may be brought back.
pub const CORE_DAYS: u32 = 90;

/// Why a part is not taken back voluntarily. Claims are not touched by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    CutToLength,
    Electrical,
    Hygiene,
    MadeToOrder,
    /// Oils and other substances that nobody can sell again once they left the house.
    Substance,
}

impl Exclusion {
    pub const ALL: [Self; 5] =
        [Self::CutToLength, Self::Electrical, Self::Hygiene, Self::MadeToOrder, Self::Substance];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CutToLength => "cut_to_length",
            Self::Electrical => "electrical",
            Self::Hygiene => "hygiene",
            Self::MadeToOrder => "made_to_order",
            Self::Substance => "substance",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::CutToLength => l.pick("auf Länge geschnitten", "cut to length"),
            Self::Electrical => l.pick("Elektrik und Elektronik", "electrical part"),
            Self::Hygiene => l.pick("Hygieneartikel", "hygiene article"),
            Self::MadeToOrder => l.pick("für Sie angefertigt", "made to order"),
            Self::Substance => l.pick("Öl oder anderer Stoff", "oil or other substance"),
        }
    }
}

/// The terms of one part. What is absent is as the house does it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnRule {
    /// Days from shipping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// 15 is 15 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_percent: Option<Decimal>,
    /// EUR net per line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_minimum: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Exclusion>,
    /// Core deposit (Altteilpfand) of one unit, EUR net.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Decimal>,
}

impl ReturnRule {
    /// As the house does it in everything.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        *self == Self::default()
    }

    #[must_use]
    pub fn days(&self) -> u32 {
        self.days.unwrap_or(HOUSE_DAYS)
    }

    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.fee_percent.unwrap_or(HOUSE_FEE_PERCENT)
    }

    #[must_use]
    pub fn minimum(&self) -> Money {
        Money::eur(self.fee_minimum.unwrap_or(HOUSE_FEE_MINIMUM))
    }

    /// Core deposit of one unit, net; zero for parts without.
    #[must_use]
    pub fn deposit(&self) -> Money {
        Money::eur(self.deposit.unwrap_or_default())
    }

    #[must_use]
    pub fn has_deposit(&self) -> bool {
        self.deposit.is_some_and(|d| d > Decimal::ZERO)
    }

    /// What the dealer keeps of a voluntary return worth `value`: the percent, at least the minimum, never more than the
    /// value itself.
    #[must_use]
    pub fn fee(&self, value: Money) -> Money {
        let fee = value.percent(self.percent()).rounded().amount.max(self.minimum().rounded().amount);
        Money::eur(fee.max(Decimal::ZERO).min(value.amount))
    }

    /// The last day of voluntary returns of what was shipped on `day`.
    #[must_use]
    pub fn until(&self, day: Date) -> Date {
        later(day, self.days())
    }

    /// The last day for the core of what was shipped on `day`.
    #[must_use]
    pub fn core_until(day: Date) -> Date {
        later(day, CORE_DAYS)
    }

    /// The terms in a sentence, for part page and return form.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        use crate::format::{money, percent};
        if let Some(why) = self.excluded {
            return match l {
                Language::De => format!("Keine freiwillige Rückgabe: {}.", why.word(l)),
                Language::En => format!("No voluntary returns: {}.", why.word(l)),
            };
        }
        let days = self.days();
        let free = self.percent().is_zero() && self.minimum().is_zero();
        match (l, free) {
            (Language::De, true) => format!("Rückgabe bis {days} Tage nach Versand, ohne Gebühr."),
            (Language::En, true) => format!("Returns within {days} days of shipping, free of charge."),
            (Language::De, false) => format!(
                "Rückgabe bis {days} Tage nach Versand, Gebühr {}, mindestens {}.",
                percent(self.percent(), l),
                money(self.minimum(), l)
            ),
            (Language::En, false) => format!(
                "Returns within {days} days of shipping, fee {}, at least {}.",
                percent(self.percent(), l),
                money(self.minimum(), l)
            ),
        }
    }
}

fn later(day: Date, days: u32) -> Date {
    day.checked_add(jiff::Span::new().days(i64::from(days.min(3_660)))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_house_takes_ten_percent_at_least_five_euro_within_thirty_days() {
        let house = ReturnRule::default();
        assert_eq!(house.fee(Money::cents(20_000)), Money::cents(2_000));
        assert_eq!(house.fee(Money::cents(2_000)), Money::cents(500));
        assert_eq!(house.fee(Money::cents(300)), Money::cents(300));
        assert_eq!(house.until(Date::constant(2026, 11, 24)), Date::constant(2026, 12, 24));
        assert!(house.is_standard() && !house.has_deposit());
    }

    proptest! {
        #[test]
        fn a_fee_is_never_negative_and_never_above_the_value(
            cents in 0i64..10_000_000, percent in 0i64..2_000, minimum in 0i64..100_000,
        ) {
            let rule = ReturnRule {
                fee_percent: Some(Decimal::new(percent, 1)),
                fee_minimum: Some(Decimal::new(minimum, 2)),
                ..ReturnRule::default()
            };
            let (value, fee) = (Money::cents(cents), rule.fee(Money::cents(cents)));
            prop_assert!(fee.amount >= Decimal::ZERO && fee.amount <= value.amount);
            prop_assert_eq!(fee, fee.rounded());
        }
    }
}
