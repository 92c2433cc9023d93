//! Recurring orders: what is ordered again and again, on which days, and when somebody has to look first.

mod rhythm;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::accounts::Address;
use crate::carts::{AddLine, CartLineView};
use crate::case::CaseCode;
use crate::delivery::Completeness;
use crate::events::TimelineEntry;
use crate::lists::{Changed, LeftOut};
use crate::pricing::Totals;
use crate::{
    CompanyId, Date, Decimal, IdempotencyKey, Language, Money, OrderId, PartKey, PersonId, Problem, Quantity,
    RecurringId, format,
};

pub use rhythm::{Every, Plan};

/// So many recurring orders that have not ended may a company have.
pub const MAX_RECURRING: u32 = 100;
/// Longest name, in characters.
pub const MAX_NAME: u32 = 80;
/// The reminder goes out at most so many working days before the order.
pub const MAX_REMIND_DAYS: u8 = 10;
/// The reminder goes out so many working days before the order unless the person says otherwise.
pub const REMIND_DAYS: u8 = 2;
/// Orders are placed at this hour of the dealer's day: before the cut-off of every warehouse, so that the parcel leaves that day.
pub const ORDER_HOUR: i8 = 6;
/// The latest orders that are shown with a recurring one.
pub const SHOWN: usize = 12;

/// Where a recurring order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecurringState {
    #[default]
    Active,
    /// Stopped by a person; goes on when one says so.
    Paused,
    /// Stopped by itself: somebody has to look at what changed.
    Review,
    Ended,
}

impl RecurringState {
    pub const ALL: [Self; 4] = [Self::Active, Self::Paused, Self::Review, Self::Ended];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Review => "review",
            Self::Ended => "ended",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Active => l.pick("läuft", "active"),
            Self::Paused => l.pick("pausiert", "paused"),
            Self::Review => l.pick("zu prüfen", "to be reviewed"),
            Self::Ended => l.pick("beendet", "ended"),
        }
    }

    /// Where a step leads; nothing when it makes no sense here.
    #[must_use]
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Active | Self::Review, Step::Skip) | (Self::Paused, Step::Resume) => Some(Self::Active),
            (Self::Active | Self::Review, Step::Pause) => Some(Self::Paused),
            (Self::Active | Self::Paused | Self::Review, Step::End) => Some(Self::Ended),
            (Self::Active | Self::Paused | Self::Review, Step::TakeOver) => Some(self),
            _ => None,
        }
    }
}

/// What a person does with a recurring order beside changing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The next order is left out; it goes on with the one after.
    Skip,
    Pause,
    /// Goes on with the first day that is still to come: what fell into the pause is not made up for.
    Resume,
    End,
    /// From now on it is ordered in the name of whoever says so, under their rights and limits.
    TakeOver,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Skip, Self::Pause, Self::Resume, Self::End, Self::TakeOver];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::End => "end",
            Self::TakeOver => "take_over",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Take a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecurring {
    pub recurring: RecurringId,
    pub version: i64,
    pub step: Step,
}

/// What a person decides about a recurring order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub name: String,
    pub lines: Vec<DraftLine>,
    pub plan: Plan,
    /// Percent by which a price may be above the accepted one without anybody being asked; zero asks about every cent.
    #[serde(default)]
    pub tolerance: Decimal,
    /// Working days before each order on which the person is told what will be ordered; zero for not at all.
    pub remind_days: u8,
    /// Ids of addresses of the company.
    pub delivery: String,
    pub billing: String,
    #[serde(default)]
    pub po_number: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub cost_centre: String,
    /// Code of the service that brings it; empty for the company's usual one, or the cheapest.
    #[serde(default)]
    pub service: String,
    /// Absent for what holds for the company.
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// "We order as a business", given once for every order that follows.
    pub business: bool,
}

/// A line as the person wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    pub part: PartKey,
    pub quantity: Quantity,
    /// The net price of one unit that the person saw for this quantity. Where the price is above it by now, nothing is saved.
    /// Absent when the quantity is new: then the price of today is the accepted one.
    #[serde(default)]
    pub seen: Option<Money>,
}

/// Begin a recurring order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeRecurring {
    pub key: IdempotencyKey,
    pub draft: Draft,
}

/// Change a recurring order and accept today's prices for it. One that waits for review goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecurring {
    pub recurring: RecurringId,
    pub version: i64,
    pub draft: Draft,
}

/// A line as it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedLine {
    pub part: PartKey,
    pub number: String,
    pub quantity: Quantity,
    /// Net for one unit of this quantity, when a person last accepted it.
    pub net: Money,
    /// Metal surcharge of the whole line, net, at that time; comes on top.
    #[serde(default)]
    pub surcharge: Money,
}

impl AcceptedLine {
    /// Net of the whole line, as it was accepted.
    #[must_use]
    pub fn sum(&self) -> Money {
        self.net.times(self.quantity.0) + self.surcharge
    }

    #[must_use]
    pub fn wanted(&self) -> AddLine {
        AddLine { part: self.part.clone(), quantity: self.quantity }
    }
}

/// An order that came of a recurring one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// The day it was due.
    pub due: Date,
    pub order: OrderId,
    pub case: CaseCode,
    pub net: Money,
}

/// The recurring order that an order came of; kept on the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub id: RecurringId,
    /// Its name at that time.
    pub name: String,
}

/// Why nothing was ordered and somebody has to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// Dearer than was accepted, by more than was allowed.
    Price { number: String, accepted: Money, now: Money },
    /// With its metal the line is dearer than was accepted, by more than was allowed: net, of the whole line.
    Metal { number: String, accepted: Money, now: Money },
    /// The part cannot be ordered as it stands.
    Line { number: String, problem: Problem },
    /// Placing the order was refused: a rule of the company, an address that is gone, a missing number.
    Refused { field: String, problem: Problem },
    /// Delivery costs more than was accepted, by more than was allowed.
    Freight { accepted: Money, now: Money },
    /// Whoever it is ordered for has left, was locked out, or may not order any more.
    Person { name: String },
}

impl Why {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match self {
            Self::Price { number, accepted, now } => {
                let (accepted, now) = (format::money(*accepted, l), format::money(*now, l));
                match l {
                    Language::De => format!("{number}: {now} statt {accepted} je Einheit."),
                    Language::En => format!("{number}: {now} instead of {accepted} per unit."),
                }
            }
            Self::Metal { number, accepted, now } => {
                let (accepted, now) = (format::money(*accepted, l), format::money(*now, l));
                match l {
                    Language::De => format!("{number}: mit Metallzuschlag {now} statt {accepted} netto."),
                    Language::En => {
                        format!("{number}: {now} with its metal surcharge instead of {accepted}, net.")
                    }
                }
            }
            Self::Line { number, problem } => format!("{number}: {}", problem.text(l)),
            Self::Freight { accepted, now } => {
                let (accepted, now) = (format::money(*accepted, l), format::money(*now, l));
                match l {
                    Language::De => format!("Versand: {now} statt {accepted}."),
                    Language::En => format!("Delivery: {now} instead of {accepted}."),
                }
            }
            Self::Refused { field, problem } => {
                let label = match field.as_str() {
                    "po_number" => l.pick("Ihre Bestellnummer: ", "Your order number: "),
                    "cost_centre" => l.pick("Kostenstelle: ", "Cost centre: "),
                    "unit" => l.pick("Bereich: ", "Unit: "),
                    "delivery" => l.pick("Lieferadresse: ", "Delivery address: "),
                    "billing" => l.pick("Rechnungsadresse: ", "Billing address: "),
                    "service" => l.pick("Versand: ", "Delivery: "),
                    _ => "",
                };
                format!("{label}{}", problem.text(l))
            }
            Self::Person { name } => match l {
                Language::De => {
                    format!("{name} kann nicht mehr bestellen. Jemand muss die Dauerbestellung übernehmen.")
                }
                Language::En => format!("{name} can no longer order. Somebody has to take this over."),
            },
        }
    }
}

/// Since when it waits for somebody, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Wall time of the dealer.
    pub since: DateTime,
    pub why: Vec<Why>,
}

/// A line then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringLine {
    pub part: PartKey,
    pub number: String,
    pub quantity: Quantity,
    /// Absent in a draft that nobody has accepted yet.
    pub accepted: Option<Money>,
    /// The same part and quantity today.
    pub now: CartLineView,
    /// What differs from what was accepted.
    pub changes: Vec<Changed>,
    /// What replaces the part, when it is no longer sold.
    pub instead: Option<CartLineView>,
}

/// A recurring order among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringSummary {
    pub id: RecurringId,
    pub name: String,
    pub company: CompanyId,
    pub company_name: String,
    pub state: RecurringState,
    pub every: Every,
    /// The day of the next order; absent when it has ended.
    pub next: Option<Date>,
    pub lines: u32,
    /// Net sum that was accepted last.
    pub net: Money,
    /// In whose name it is ordered.
    pub person: PersonId,
    pub person_name: String,
    /// The reader may change it: one's own, and the company's administration all of them.
    pub editable: bool,
    /// It is ordered in the reader's own name.
    pub mine: bool,
    pub version: i64,
}

/// A recurring order with what it would order today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringView {
    pub head: RecurringSummary,
    pub plan: Plan,
    pub tolerance: Decimal,
    pub remind_days: u8,
    /// Ids, as they are kept; the address itself is absent when the company has deleted it.
    pub delivery: String,
    pub billing: String,
    pub delivery_address: Option<Address>,
    pub po_number: String,
    pub note: String,
    pub unit: String,
    pub cost_centre: String,
    /// As [`Draft::service`].
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// What delivery cost when it was last accepted.
    #[serde(default)]
    pub freight: Money,
    pub lines: Vec<RecurringLine>,
    /// Of the lines that have a price, with the freight of today.
    pub totals: Totals,
    /// Why it stands still.
    pub review: Option<Review>,
    /// The next days, the first one included.
    pub upcoming: Vec<Date>,
    /// The latest orders that came of it, newest first.
    pub came: Vec<Came>,
    /// How many orders came of it in all.
    pub done: u32,
    pub timeline: Vec<TimelineEntry>,
}

/// What a recurring order would be made of: nothing is kept yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringStart {
    /// A name that suggests itself.
    pub name: String,
    /// And a rhythm: once a month, from a month on.
    pub plan: Plan,
    pub lines: Vec<RecurringLine>,
    /// What of the order is no part and does not come again by itself.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    pub totals: Totals,
    /// What the order had, so that it need not be typed again.
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub unit: String,
    pub cost_centre: String,
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub completeness: Option<Completeness>,
}

/// Which recurring orders to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecurringFilter {
    /// Only this company's, for the desk. To customers other companies do not exist.
    #[serde(default)]
    pub company: Option<CompanyId>,
    #[serde(default)]
    pub after: Option<String>,
}

/// Is `now` at most `tolerance` percent above what was accepted? A lower price always is.
#[must_use]
pub fn within(accepted: Money, now: Money, tolerance: Decimal) -> bool {
    now.amount <= (accepted + accepted.percent(tolerance)).amount
}

/// Why a line cannot be ordered without asking somebody; nothing when it can.
#[must_use]
pub fn objection(accepted: &AcceptedLine, now: &CartLineView, tolerance: Decimal) -> Option<Why> {
    let number = accepted.number.clone();
    if let Some(problem) = &now.problem {
        return Some(Why::Line { number, problem: problem.clone() });
    }
    let Some(price) = &now.price else {
        return Some(Why::Line { number, problem: Problem::PriceOnRequest });
    };
    if !within(accepted.net, price.net, tolerance) {
        return Some(Why::Price { number, accepted: accepted.net, now: price.net });
    }
    let sum = price.net.times(accepted.quantity.0) + price.surcharge_of(accepted.quantity);
    let passes = now.surcharge().is_zero() || within(accepted.sum(), sum, tolerance);
    (!passes).then(|| Why::Metal { number, accepted: accepted.sum(), now: sum })
}

/// What is wrong with the numbers and texts of a draft, all at once; lines and addresses are looked at by the service.
#[must_use]
pub fn fields(draft: &Draft) -> Vec<crate::FieldError> {
    let mut fields = Vec::new();
    let mut wrong =
        |field: &str, problem| fields.push(crate::FieldError { field: field.to_owned(), problem });
    if draft.name.trim().is_empty() {
        wrong("name", Problem::Required);
    }
    if draft.name.chars().count() > MAX_NAME as usize {
        wrong("name", Problem::TooLong { max: MAX_NAME });
    }
    if draft.tolerance < Decimal::ZERO || draft.tolerance > Decimal::ONE_HUNDRED {
        wrong("tolerance", Problem::NotAPercentage);
    }
    if draft.remind_days > MAX_REMIND_DAYS {
        wrong("remind_days", Problem::AtMost { max: u32::from(MAX_REMIND_DAYS) });
    }
    for (field, problem) in draft.plan.problems() {
        wrong(field, problem);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_state_and_step_has_its_own_code() {
        for state in RecurringState::ALL {
            assert_eq!(RecurringState::parse(state.code()), Some(state));
        }
        for step in Step::ALL {
            assert_eq!(Step::parse(step.code()), Some(step));
        }
    }

    #[test]
    fn what_has_ended_stays_ended_and_only_what_is_paused_resumes() {
        for step in Step::ALL {
            assert_eq!(RecurringState::Ended.after(step), None);
        }
        for state in RecurringState::ALL {
            assert_eq!(state.after(Step::Resume).is_some(), state == RecurringState::Paused);
        }
        assert_eq!(RecurringState::Review.after(Step::Skip), Some(RecurringState::Active));
    }

    #[test]
    fn without_a_tolerance_one_cent_is_asked_about_and_a_lower_price_never() {
        let at = Money::cents;
        assert!(within(at(4860), at(4860), Decimal::ZERO) && within(at(4860), at(4000), Decimal::ZERO));
        assert!(!within(at(4860), at(4861), Decimal::ZERO));
        let three = Decimal::from(3);
        assert!(within(at(10_000), at(10_300), three) && !within(at(10_000), at(10_301), three));
    }

    proptest! {
        #[test]
        fn the_tolerance_counts_from_what_was_accepted_to_the_last_digit(cents in 1i64..1_000_000, tenths in 0i64..1_000) {
            let (accepted, tolerance) = (Money::cents(cents), Decimal::new(tenths, 1));
            let most = Money::eur(accepted.amount * (Decimal::ONE_HUNDRED + tolerance) / Decimal::ONE_HUNDRED);
            prop_assert!(within(accepted, most, tolerance));
            prop_assert!(!within(accepted, Money::eur(most.amount + Decimal::new(1, 9)), tolerance));
        }
    }
}
