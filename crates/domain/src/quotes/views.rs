//! What pages and programs read of offers. What is for the desk alone has types of its own, which no customer's door knows.

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Change, Costs, LineWords, Margin, Offer, Picks, QuoteState, Turn};
use crate::accounts::{Channel, Role};
use crate::case::CaseCode;
use crate::photos::Photo;
use crate::pricing::VatTreatment;
use crate::{CompanyId, Date, Money, OrderId, PersonId, QuoteId};

/// Which offers to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QuoteFilter {
    /// The desk: of one customer.
    pub company: Option<CompanyId>,
    /// Whose turn it is; absent for all.
    pub turn: Option<Turn>,
    /// The desk: those the reader looks after.
    pub mine: bool,
    pub after: Option<String>,
}

/// An offer in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteSummary {
    pub id: QuoteId,
    pub case: CaseCode,
    pub company: CompanyId,
    pub company_name: String,
    pub title: String,
    pub state: QuoteState,
    /// The version that was sent last; 0 before the first one.
    pub number: u32,
    /// Of that version without options, net; absent before.
    pub net: Option<Money>,
    /// Its last day.
    pub valid_until: Option<Date>,
    /// Who of the dealer's people looks after it.
    pub owner_name: String,
    pub changed_at: DateTime,
}

/// What somebody has to do next. Of an open offer it is never absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Prepare and send it.
    Offer,
    /// Answer the customer's wish.
    Answer,
    /// Somebody comes back to it on that day.
    FollowUp { due: Date, note: String, owner_name: String },
    /// It ends on that day; both sides are reminded before.
    Expires { on: Date },
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub words: String,
    pub wish: Option<Date>,
    pub at: DateTime,
    pub who: String,
    #[serde(default)]
    pub behalf: String,
    pub channel: Channel,
}

/// A version that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentVersion {
    /// Counts from 1.
    pub number: u32,
    pub at: DateTime,
    pub who: String,
    pub valid_until: Date,
    /// Net, without options.
    pub net: Money,
    /// Since the version before it.
    pub changes: Vec<Change>,
}

/// What the customer wants otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// About this version.
    pub number: u32,
    pub picks: Picks,
    /// Of a counter-offer, net, everything included.
    pub net: Option<Money>,
    pub words: String,
    #[serde(default)]
    pub lines: Vec<LineWords>,
    pub at: DateTime,
    pub who: String,
    #[serde(default)]
    pub behalf: String,
    pub channel: Channel,
}

/// Somebody of the customer has opened a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub number: u32,
    pub person: PersonId,
    pub who: String,
    pub at: DateTime,
}

/// An offer as both sides read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteView {
    pub head: QuoteSummary,
    #[serde(default)]
    pub request: Option<Request>,
    /// Sent with the request.
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// What was asked for, as positions without promise; the customer's own words, lists and carts.
    #[serde(default)]
    pub asked: Option<Offer>,
    /// Oldest first.
    pub versions: Vec<SentVersion>,
    /// The version that is shown, and what it says; absent before the first one.
    pub shown: u32,
    pub offer: Option<Offer>,
    pub treatment: VatTreatment,
    /// The dealer's day.
    pub today: Date,
    /// All that the customer wished, oldest first.
    pub wishes: Vec<Wish>,
    /// The order that came of it.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// What was picked when it was accepted.
    #[serde(default)]
    pub accepted: Option<Picks>,
    /// Why it was declined or taken back.
    #[serde(default)]
    pub reason: String,
    /// The reader may ask for a change or make a counter-offer now.
    pub may_answer: bool,
    /// The reader may also accept and decline.
    #[serde(default)]
    pub may_decide: bool,
    /// Counts up with every change.
    pub version: i64,
}

/// How the price below a floor stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub reason: String,
    pub asked_by: String,
    pub asked_at: DateTime,
    /// Whose rung of the ladder it takes.
    pub rung: Option<Role>,
    /// Which draft it is about.
    pub version: i64,
    #[serde(default)]
    pub decided: Option<Decided>,
}

/// What was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub by: String,
    pub at: DateTime,
    pub granted: bool,
    pub words: String,
}

/// What is left of an offer, for who may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskMargin {
    pub costs: Costs,
    /// Of the draft without options.
    pub now: Margin,
    /// With the picks that leave the least.
    pub worst: Margin,
    /// Of the customer's latest counter-offer.
    pub countered: Option<Margin>,
    /// The percentage down to which the reader may go by themselves.
    pub floor: Decimal,
    /// Down to which it was released.
    pub released: Option<Decimal>,
}

/// An offer as the desk works on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskQuote {
    pub quote: QuoteView,
    pub draft: Offer,
    /// The draft is not what was sent last.
    pub unsent: bool,
    /// What is other in it.
    pub changes: Vec<Change>,
    pub opened: Vec<Opened>,
    /// Absent for an offer that is over.
    pub next: Option<NextStep>,
    pub release: Option<Release>,
    /// The reader may send the draft as it is.
    pub may_send: bool,
    /// The reader may decide the release that is asked for.
    pub may_release: bool,
    /// The reader may offer what the customer's counter-offer says.
    pub may_accept_counter: bool,
    /// Only for who may see margins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<DeskMargin>,
}

/// An offer in a list, with what is to be done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedQuote {
    pub head: QuoteSummary,
    /// For the desk.
    pub next: Option<NextStep>,
}
