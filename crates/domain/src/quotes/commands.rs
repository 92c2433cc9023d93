//! What is asked of offers. Prices come from the desk alone; a customer names what they saw and what they would pay.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Choice, Offer, Payable, Picks, Position, UnitCost};
use crate::case::CaseCode;
use crate::{
    CartId, CompanyId, ConfigurationId, Date, IdempotencyKey, ListId, Money, PartKey, Quantity, QuoteId, Unit,
};

/// What an offer is asked for or made from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// From nothing: words say what is wanted.
    #[default]
    Words,
    Part {
        part: PartKey,
        quantity: Quantity,
    },
    Cart {
        cart: CartId,
    },
    List {
        list: ListId,
    },
    Configuration {
        configuration: ConfigurationId,
    },
}

/// Ask for an offer, or (the desk) begin one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BeginQuote {
    pub key: IdempotencyKey,
    /// The desk: for whom; not needed with a case or a configuration.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// In this case; absent for that of the configuration, or a new one.
    #[serde(default)]
    pub case: Option<CaseCode>,
    #[serde(default)]
    pub source: Source,
    /// Empty for what it is made from.
    #[serde(default)]
    pub title: String,
    /// What the customer says; needed where it is made from nothing.
    #[serde(default)]
    pub words: String,
    /// When it is wanted.
    #[serde(default)]
    pub wish: Option<Date>,
}

/// A position that is to come into a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewItem {
    Heading {
        name: String,
    },
    /// At the customer's own price.
    Part {
        part: PartKey,
        quantity: Quantity,
    },
    /// As it is now, at list price.
    Machine {
        configuration: ConfigurationId,
    },
    Free {
        name: String,
        quantity: Quantity,
        unit: Unit,
        net: Money,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddPosition {
    pub key: IdempotencyKey,
    pub quote: QuoteId,
    /// The version that was seen; what others changed meanwhile stays.
    pub version: i64,
    pub item: NewItem,
    #[serde(default)]
    pub choice: Choice,
}

/// A position as it is to be from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionEdit {
    pub id: u32,
    /// Of headings and free positions; others are called as they are.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub text: String,
    pub quantity: Quantity,
    pub net: Money,
    #[serde(default)]
    pub discount: Decimal,
    #[serde(default)]
    pub choice: Choice,
    #[serde(default)]
    pub lead_days: u32,
    /// What one costs us; absent where it stays as it is.
    #[serde(default)]
    pub cost: Option<UnitCost>,
}

impl From<&Position> for PositionEdit {
    /// As it is.
    fn from(position: &Position) -> Self {
        Self {
            id: position.id,
            name: position.name.de.clone(),
            text: position.text.clone(),
            quantity: position.quantity,
            net: position.net,
            discount: position.discount,
            choice: position.choice,
            lead_days: position.lead_days,
            cost: None,
        }
    }
}

/// Change what is offered. Positions that are not named are taken out; their order is the order of the offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDraft {
    pub quote: QuoteId,
    /// The version that was seen: what others changed elsewhere meanwhile stays.
    pub version: i64,
    pub title: String,
    pub opening: String,
    pub closing: String,
    pub delivery: String,
    pub payable: Payable,
    pub discount: Decimal,
    pub reduction: Money,
    pub freight: Money,
    pub positions: Vec<PositionEdit>,
    /// What bringing it costs us, and the commission in percent; absent where they stay.
    #[serde(default)]
    pub delivery_cost: Option<Decimal>,
    #[serde(default)]
    pub commission: Option<Decimal>,
}

impl SaveDraft {
    /// What would leave everything as it is in this offer.
    #[must_use]
    pub fn of(quote: QuoteId, version: i64, offer: Offer) -> Self {
        Self {
            quote,
            version,
            positions: offer.positions.iter().map(PositionEdit::from).collect(),
            title: offer.title,
            opening: offer.opening,
            closing: offer.closing,
            delivery: offer.delivery,
            payable: offer.payable,
            discount: offer.discount,
            reduction: offer.reduction,
            freight: offer.freight,
            delivery_cost: None,
            commission: None,
        }
    }
}

/// Send the draft as the next version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendQuote {
    pub quote: QuoteId,
    /// The draft that was seen.
    pub version: i64,
    pub valid_until: Date,
    /// For the mail, besides what the offer says.
    #[serde(default)]
    pub words: String,
    /// When the desk comes back to it; absent for some days before its end.
    #[serde(default)]
    pub follow_up: Option<Date>,
}

/// Ask who may for a price below one's own floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskRelease {
    pub quote: QuoteId,
    pub version: i64,
    pub reason: String,
}

/// Say yes or no to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRelease {
    pub quote: QuoteId,
    pub version: i64,
    pub granted: bool,
    #[serde(default)]
    pub words: String,
}

/// Words about one position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineWords {
    pub position: u32,
    pub words: String,
}

/// Ask for a change; with `net`, make a counter-offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterQuote {
    pub quote: QuoteId,
    /// Which version of the offer was seen.
    pub number: u32,
    #[serde(default)]
    pub picks: Picks,
    /// What the customer would pay for what they picked, net, everything included.
    #[serde(default)]
    pub net: Option<Money>,
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub lines: Vec<LineWords>,
}

/// Offer what the customer's counter-offer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptCounter {
    pub quote: QuoteId,
    pub version: i64,
}

/// Accept an offer: it becomes an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AcceptQuote {
    pub key: IdempotencyKey,
    pub quote: QuoteId,
    /// Which version of the offer was seen.
    pub number: u32,
    #[serde(default)]
    pub picks: Picks,
    /// The net sum the person saw.
    pub seen_net: Money,
    /// Ids of two of the company's addresses.
    pub delivery: String,
    pub billing: String,
    #[serde(default)]
    pub po_number: String,
    #[serde(default)]
    pub note: String,
    /// Id of the unit of the company that pays; empty for the own one.
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub cost_centre: String,
    /// "We order as a business."
    pub business: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineQuote {
    pub quote: QuoteId,
    pub number: u32,
    pub reason: String,
}

/// The desk takes an offer back, or a customer their request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawQuote {
    pub quote: QuoteId,
    pub version: i64,
    #[serde(default)]
    pub reason: String,
}
