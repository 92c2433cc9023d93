//! Returns and claims: what may come back on which terms, what it costs, and how far it is.
//!
//! Three kinds, by the reason. A *claim* (wrong part, defect, damage on the way) is the seller's duty: it costs the buyer
//! nothing (BGB section 439 (2)) and is not bound to the period of voluntary returns; a business has to inspect and give
//! notice without delay (HGB section 377), which the desk judges, not the form. A *voluntary* return is a courtesy of the
//! dealer with a period and a fee. A *core* is the old part against its deposit.

mod commands;
mod cores;
mod quote;
mod rule;
mod views;

use serde::{Deserialize, Serialize};

use crate::Language;

pub use commands::{
    AskedLine, DecideReturn, ReceiveReturn, ReceivedLine, RequestReturn, VerdictLine, WithdrawReturn,
};
pub use cores::{CoreFilter, CoreLedger, CoreView};
pub use quote::{Amounts, Condition, Decided, Received, ReturnLine, Taken, quote};
pub use rule::{CORE_DAYS, Exclusion, HOUSE_DAYS, HOUSE_FEE_MINIMUM, HOUSE_FEE_PERCENT, ReturnRule};
pub use views::{
    Credit, OrderReturns, ReturnFilter, ReturnStart, ReturnSummary, ReturnView, ReturnableLine,
    credit_number, order_of, return_code, return_totals,
};

/// Longest text of a return, in characters.
pub const MAX_WORDS: u32 = 1_000;

/// What kind of return a reason makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    Claim,
    Voluntary,
    Core,
}

/// Why something comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    #[default]
    NotNeeded,
    OrderedWrong,
    WrongDelivery,
    TransportDamage,
    Defect,
    /// The old part, against its deposit.
    Core,
}

impl ReturnReason {
    pub const ALL: [Self; 6] = [
        Self::NotNeeded,
        Self::OrderedWrong,
        Self::WrongDelivery,
        Self::TransportDamage,
        Self::Defect,
        Self::Core,
    ];

    #[must_use]
    pub const fn kind(self) -> ReturnKind {
        match self {
            Self::WrongDelivery | Self::Defect | Self::TransportDamage => ReturnKind::Claim,
            Self::NotNeeded | Self::OrderedWrong => ReturnKind::Voluntary,
            Self::Core => ReturnKind::Core,
        }
    }

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongDelivery => "wrong_delivery",
            Self::Defect => "defect",
            Self::TransportDamage => "transport_damage",
            Self::NotNeeded => "not_needed",
            Self::OrderedWrong => "ordered_wrong",
            Self::Core => "core",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::WrongDelivery => l.pick("Falsch geliefert", "Wrong part delivered"),
            Self::Defect => l.pick("Defekt, Reklamation", "Defective, claim"),
            Self::TransportDamage => l.pick("Beschädigt angekommen", "Arrived damaged"),
            Self::NotNeeded => l.pick("Nicht mehr gebraucht", "No longer needed"),
            Self::OrderedWrong => l.pick("Falsch bestellt", "Wrong part ordered"),
            Self::Core => l.pick("Altteil gegen Pfand", "Old part against its deposit"),
        }
    }
}

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// The customer sends it.
    Requested,
    /// It is here and was looked at; the desk decides.
    Received,
    /// At least one line was accepted.
    Credited,
    Refused,
    Withdrawn,
}

impl ReturnState {
    pub const ALL: [Self; 5] =
        [Self::Requested, Self::Received, Self::Credited, Self::Refused, Self::Withdrawn];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Received => "received",
            Self::Credited => "credited",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Requested => l.pick("angemeldet", "announced"),
            Self::Received => l.pick("eingegangen", "received"),
            Self::Credited => l.pick("gutgeschrieben", "credited"),
            Self::Refused => l.pick("abgelehnt", "refused"),
            Self::Withdrawn => l.pick("zurückgezogen", "withdrawn"),
        }
    }

    /// Nothing more happens to it.
    #[must_use]
    pub const fn over(self) -> bool {
        matches!(self, Self::Credited | Self::Refused | Self::Withdrawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_and_state_has_its_own_code() {
        for r in ReturnReason::ALL {
            assert_eq!(ReturnReason::parse(r.code()), Some(r));
        }
        for s in ReturnState::ALL {
            assert_eq!(ReturnState::parse(s.code()), Some(s));
        }
    }
}
