//! Requests, offers and what is negotiated about them.
//!
//! One record goes all the way: the customer asks for an offer, or the desk begins one; the desk prepares it (a draft that no customer
//! sees), sends it as version 1, 2, ...; the customer accepts, declines, asks for a change or makes a counter-offer. What it costs the
//! dealer is kept apart from it.

mod commands;
mod differ;
mod margin;
mod offer;
#[cfg(test)]
mod properties;
mod state;
mod views;

pub use commands::{
    AcceptCounter, AcceptQuote, AddPosition, AnswerRelease, AskRelease, BeginQuote, CounterQuote,
    DeclineQuote, LineWords, NewItem, PositionEdit, SaveDraft, SendQuote, Source, WithdrawQuote,
};
pub use differ::{Change, changes, merge};
pub use margin::{Costs, Ladder, Left, Margin, RUNGS, UnitCost, known, margin, worst};
pub use offer::{
    Agreed, Choice, Item, MAX_AMOUNT, MAX_LEAD, MAX_NAME, MAX_POSITIONS, MAX_PRICE, MAX_TEXT, Offer, Payable,
    Picks, Position, Sums,
};
pub use state::{QuoteState, Turn};
pub use views::{
    Decided, DeskMargin, DeskQuote, ListedQuote, NextStep, Opened, QuoteFilter, QuoteSummary, QuoteView,
    Release, Request, SentVersion, Wish,
};

use crate::Date;

/// Longest reason and message, in characters.
pub const MAX_WORDS: u32 = 2_000;
/// Days for which an offer holds unless somebody says otherwise.
pub const VALID_DAYS: i8 = 30;
/// Working days before its end on which both sides are reminded, and the desk comes back to it.
pub const REMIND_DAYS: u8 = 3;

/// May it be accepted on that day?
#[must_use]
pub fn holds_on(valid_until: Option<Date>, today: Date) -> bool {
    valid_until.is_some_and(|last| today <= last)
}
