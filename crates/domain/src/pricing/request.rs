//! Prices on request: a customer asks what a part costs, the desk answers, and the answer is their own price.

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    CompanyId, Date, IdempotencyKey, Language, Localized, Money, PartKey, PriceRequestId, Quantity, Unit,
};

/// Longest note and reason.
pub const MAX_NOTE: u32 = 1_000;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// The desk has not answered yet.
    Open,
    /// With a price.
    Answered,
    /// With a reason why there is none.
    Declined,
    /// The customer no longer wants to know.
    Withdrawn,
}

impl RequestState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Answered, Self::Declined, Self::Withdrawn];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Declined => "declined",
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
            Self::Open => l.pick("offen", "open"),
            Self::Answered => l.pick("beantwortet", "answered"),
            Self::Declined => l.pick("abgelehnt", "declined"),
            Self::Withdrawn => l.pick("zurückgezogen", "withdrawn"),
        }
    }
}

/// What the desk offers: a price of the customer's own list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceOffer {
    /// For one unit.
    pub net: Money,
    pub from: Quantity,
    /// The last day; absent when it holds without an end.
    pub until: Option<Date>,
}

/// A request with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRequest {
    pub id: PriceRequestId,
    pub company: CompanyId,
    pub company_name: String,
    pub company_number: String,
    pub part: PartKey,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    pub quantity: Quantity,
    /// When the customer would like to have it.
    pub wish: Option<Date>,
    pub note: String,
    pub state: RequestState,
    pub asked_at: DateTime,
    pub asked_by: String,
    pub answered_at: Option<DateTime>,
    pub answered_by: String,
    pub offer: Option<PriceOffer>,
    /// What the desk wrote with the answer; the reason, when it declined.
    pub words: String,
    /// Counts up with every change; an answer that carries an old one is refused.
    pub version: i64,
}

impl PriceRequest {
    /// What one unit costs by the answer if it is ordered on `day`.
    #[must_use]
    pub fn offer_on(&self, day: Date) -> Option<PriceOffer> {
        self.offer.filter(|offer| offer.until.is_none_or(|until| day <= until))
    }
}

/// Ask what a part costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskPrice {
    pub key: IdempotencyKey,
    pub part: PartKey,
    pub quantity: Quantity,
    #[serde(default)]
    pub wish: Option<Date>,
    #[serde(default)]
    pub note: String,
}

/// Answer with a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerPrice {
    pub id: PriceRequestId,
    pub version: i64,
    /// For one unit, net.
    pub net: Decimal,
    pub from: Quantity,
    #[serde(default)]
    pub until: Option<Date>,
    #[serde(default)]
    pub words: String,
}

/// Answer without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclinePrice {
    pub id: PriceRequestId,
    pub version: i64,
    /// The customer reads it.
    pub reason: String,
}

/// No longer ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawPrice {
    pub id: PriceRequestId,
    pub version: i64,
}

/// Which requests to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RequestFilter {
    #[serde(default)]
    pub state: Option<RequestState>,
    #[serde(default)]
    pub after: Option<String>,
}
