//! Returns and claims: what may come back on which terms, and what it costs. The rules only; no operation asks them yet.
//!
//! Three kinds, by the reason. A *claim* (wrong part, defect, damage on the way) is the seller's duty: it costs the buyer
//! nothing (BGB section 439 (2)) and is not bound to the period of voluntary returns; a business has to inspect and give
//! notice without delay (HGB section 377), which the desk judges, not the form. A *voluntary* return is a courtesy of the
//! dealer with a period and a fee. A *core* is the old part against its deposit.

mod quote;
mod rule;

use serde::{Deserialize, Serialize};

use crate::Language;

pub use quote::{ReturnLine, Taken, quote};
pub use rule::{CORE_DAYS, Exclusion, HOUSE_DAYS, HOUSE_FEE_MINIMUM, HOUSE_FEE_PERCENT, ReturnRule};

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
    WrongDelivery,
    Defect,
    TransportDamage,
    #[default]
    NotNeeded,
    OrderedWrong,
    /// The old part, against its deposit.
    Core,
}

impl ReturnReason {
    pub const ALL: [Self; 6] = [
        Self::WrongDelivery,
        Self::Defect,
        Self::TransportDamage,
        Self::NotNeeded,
        Self::OrderedWrong,
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
            Self::WrongDelivery => l.pick("Falsch geliefert", "Wrong delivery"),
            Self::Defect => l.pick("Mangel am Teil", "Defect"),
            Self::TransportDamage => l.pick("Transportschaden", "Damaged in transit"),
            Self::NotNeeded => l.pick("Nicht mehr gebraucht", "Not needed any more"),
            Self::OrderedWrong => l.pick("Falsch bestellt", "Ordered by mistake"),
            Self::Core => l.pick("Altteil gegen Pfand", "Core against its deposit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_code() {
        for r in ReturnReason::ALL {
            assert_eq!(ReturnReason::parse(r.code()), Some(r));
        }
    }
}
