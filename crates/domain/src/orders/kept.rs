//! How well promises are kept: the formula, and the rows it is made of.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Measured, MeasuredState};
use crate::page::Page;
use crate::{CompanyId, Date};

/// The periods to choose from, in days.
pub const KEPT_DAYS: [u16; 3] = [30, 90, 365];

/// Whose promises, of which period, and which rows of them. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeptFilter {
    /// Only this company's, for the desk. To customers other companies do not exist.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// One of [`KEPT_DAYS`]; anything else is 90.
    #[serde(default)]
    pub days: u16,
    #[serde(default)]
    pub only: Option<KeptRows>,
    #[serde(default)]
    pub after: Option<String>,
}

impl KeptFilter {
    /// The period that is asked for.
    #[must_use]
    pub fn period(&self) -> u16 {
        if KEPT_DAYS.contains(&self.days) { self.days } else { 90 }
    }
}

/// Some of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptRows {
    Kept,
    Missed,
    Waived,
}

impl KeptRows {
    pub const ALL: [Self; 3] = [Self::Kept, Self::Missed, Self::Waived];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Missed => "missed",
            Self::Waived => "waived",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// What the day being over makes of a line.
    #[must_use]
    pub const fn of(state: MeasuredState) -> Self {
        match state {
            MeasuredState::Kept => Self::Kept,
            MeasuredState::Open | MeasuredState::Broken => Self::Missed,
            MeasuredState::Waived => Self::Waived,
        }
    }
}

/// Lines whose day is over, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeptCount {
    /// Everything left on or before the day.
    pub kept: u32,
    /// Late, whether it has left by now or not.
    pub missed: u32,
    /// Cancelled before it was late: counts neither way.
    pub waived: u32,
}

impl KeptCount {
    /// Adds lines in this state, their day being over.
    pub fn add(&mut self, state: MeasuredState, lines: u32) {
        match KeptRows::of(state) {
            KeptRows::Kept => self.kept += lines,
            KeptRows::Missed => self.missed += lines,
            KeptRows::Waived => self.waived += lines,
        }
    }

    /// What counts: kept and missed.
    #[must_use]
    pub const fn of(self) -> u32 {
        self.kept + self.missed
    }

    /// Kept in a hundred, to one place, never rounded up to a whole that is not true; nothing when nothing counts.
    #[must_use]
    pub fn rate(self) -> Option<Decimal> {
        (self.of() > 0).then(|| {
            let thousand = u64::from(self.kept) * 1_000 / u64::from(self.of());
            Decimal::new(i64::try_from(thousand).unwrap_or(0), 1)
        })
    }
}

/// The rate with everything it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisesKept {
    pub from: Date,
    /// The last day that counts: yesterday, since today is not over.
    pub until: Date,
    /// Whose; empty for all customers together.
    pub company_name: String,
    pub count: KeptCount,
    /// Of all customers together, as of the first time it was asked for today.
    pub overall: KeptCount,
    /// The lines, latest day first.
    pub rows: Page<Measured>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_counts_what_is_late_whether_it_has_left_or_not() {
        let mut count = KeptCount::default();
        for (state, lines) in [
            (MeasuredState::Kept, 2),
            (MeasuredState::Broken, 1),
            (MeasuredState::Open, 1),
            (MeasuredState::Waived, 9),
        ] {
            count.add(state, lines);
        }
        assert_eq!((count.of(), count.waived, count.rate()), (4, 9, Some(Decimal::new(500, 1))));
    }

    #[test]
    fn nothing_to_count_is_no_rate_and_one_late_line_is_never_a_hundred() {
        assert_eq!(KeptCount { waived: 3, ..KeptCount::default() }.rate(), None);
        let nearly = KeptCount { kept: 9_999, missed: 1, waived: 0 };
        assert_eq!(nearly.rate(), Some(Decimal::new(999, 1)));
        assert_eq!(KeptCount { kept: 7, ..KeptCount::default() }.rate(), Some(Decimal::new(1_000, 1)));
    }

    #[test]
    fn a_period_nobody_offers_is_ninety_days() {
        assert_eq!(KeptFilter::default().period(), 90);
        assert_eq!(KeptFilter { days: 365, ..KeptFilter::default() }.period(), 365);
        assert!(KeptRows::ALL.into_iter().all(|r| KeptRows::parse(r.code()) == Some(r)));
    }
}
