//! How far the dealer trusts a company: what it may owe for orders on account, and whether it is delivered to at all.
//!
//! What is open is known only as far as this system sees it: the gross sums of the company's orders on account from the moment they
//! reach the desk until they are settled or cancelled, plus a figure of accounting for everything that was not ordered here.

use serde::{Deserialize, Serialize};

use crate::{CompanyId, Date, Money};

/// Longest reason, in characters.
pub const MAX_REASON: u32 = 300;

/// The credit of a company as the dealer keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub company: CompanyId,
    /// Gross; absent: no limit.
    pub limit: Option<Money>,
    /// Open elsewhere, by the books: what was not ordered here.
    pub elsewhere: Money,
    /// The day of that figure.
    pub as_of: Option<Date>,
    /// Orders on account that have reached the desk and are neither settled nor cancelled, gross.
    pub open: Money,
    /// Nothing is ordered and nothing leaves the house; empty when it does.
    pub blocked: String,
    /// Counts up with every change by the desk, and zero before the first one. Send it back with [`SaveCredit`].
    pub version: i64,
}

impl Credit {
    /// As long as nobody has said anything: no limit.
    #[must_use]
    pub fn of(company: CompanyId) -> Self {
        Self {
            company,
            limit: None,
            elsewhere: Money::ZERO,
            as_of: None,
            open: Money::ZERO,
            blocked: String::new(),
            version: 0,
        }
    }

    #[must_use]
    pub fn exposure(&self) -> Money {
        self.open + self.elsewhere
    }

    /// What may still be ordered on account; below zero when there is too much already.
    #[must_use]
    pub fn left(&self) -> Option<Money> {
        self.limit.map(|limit| limit - self.exposure())
    }

    #[must_use]
    pub fn covers(&self, gross: Money) -> bool {
        self.left().is_none_or(|left| gross.amount <= left.amount)
    }

    #[must_use]
    pub const fn is_blocked(&self) -> bool {
        !self.blocked.is_empty()
    }
}

/// Say anew how far a company is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCredit {
    pub company: CompanyId,
    pub version: i64,
    #[serde(default)]
    pub limit: Option<Money>,
    pub elsewhere: Money,
    #[serde(default)]
    pub as_of: Option<Date>,
    /// Why nothing is delivered; empty: it is.
    #[serde(default)]
    pub blocked: String,
}

/// What a customer is told of it before ordering: never the figures, which are not every buyer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditAhead {
    #[default]
    Free,
    /// On account it waits until the dealer has looked at it.
    Checked,
    /// Nothing can be ordered.
    Blocked,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn credit(limit: Option<i64>, elsewhere: i64, open: i64) -> Credit {
        Credit {
            limit: limit.map(Money::cents),
            elsewhere: Money::cents(elsewhere),
            open: Money::cents(open),
            ..Credit::of(CompanyId::new("c"))
        }
    }

    #[test]
    fn to_the_limit_and_not_a_cent_further() {
        let credit = credit(Some(1_000), 300, 200);
        assert_eq!(credit.left(), Some(Money::cents(500)));
        assert!(credit.covers(Money::cents(500)) && !credit.covers(Money::cents(501)));
    }

    proptest! {
        #[test]
        fn without_a_limit_everything_is_covered_and_with_one_the_sum_stays_within(
            limit in proptest::option::of(0i64..10_000), elsewhere in 0i64..10_000, open in 0i64..10_000, gross in 1i64..10_000,
        ) {
            let covered = credit(limit, elsewhere, open).covers(Money::cents(gross));
            prop_assert_eq!(covered, limit.is_none_or(|limit| elsewhere + open + gross <= limit));
        }
    }
}
