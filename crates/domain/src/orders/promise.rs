//! The promise of a line: every date that was ever named, and what the customer chose when one slipped.
//!
//! The ledger ([`PromiseEntry`]) is only ever added to. What holds now stands on the [`OrderLine`]; a [`Slip`] on it says that
//! the customer was told of a later date and what they want.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{OrderLine, OrderState};
use crate::accounts::Channel;
use crate::case::CaseCode;
use crate::events::Happened;
use crate::stock::Allocation;
use crate::{
    Date, IdempotencyKey, Language, Localized, Money, OrderId, PartKey, PersonId, Problem, Quantity, Unit,
    format,
};

/// What a row of the ledger records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseStep {
    /// The date named when the order was placed.
    Promised,
    /// The desk stood by a date for the first time.
    Confirmed,
    /// Another date.
    Moved,
    /// The quantity was changed or taken off.
    Cut,
    /// Another part came in its place.
    Replaced,
    /// Everything of the line has left the house.
    Shipped,
}

impl PromiseStep {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Confirmed => "confirmed",
            Self::Moved => "moved",
            Self::Cut => "cut",
            Self::Replaced => "replaced",
            Self::Shipped => "shipped",
        }
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Promised => l.pick("zugesagt", "promised"),
            Self::Confirmed => l.pick("bestätigt", "confirmed"),
            Self::Moved => l.pick("verschoben", "moved"),
            Self::Cut => l.pick("Menge geändert", "quantity changed"),
            Self::Replaced => l.pick("ersetzt", "replaced"),
            Self::Shipped => l.pick("versandt", "shipped"),
        }
    }
}

/// One row of the ledger; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseEntry {
    pub position: u32,
    pub number: String,
    pub step: PromiseStep,
    /// "Not before", as the order said at that moment.
    #[serde(default)]
    pub requested: Option<Date>,
    /// The date that held before; absent for the first one.
    #[serde(default)]
    pub before: Option<Date>,
    /// The date that holds from here on; for [`PromiseStep::Shipped`] the day it left.
    pub date: Date,
    /// What is still open of the line.
    pub open: Quantity,
    #[serde(default)]
    pub reason: String,
    /// Who said so. A program has no person.
    pub by: String,
    #[serde(default)]
    pub person: Option<PersonId>,
    pub channel: Channel,
    /// Local wall time of the dealer.
    pub at: DateTime,
}

/// What a customer may answer to a later date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    Wait,
    /// What is there leaves now, the rest waits.
    Split,
    /// Another part in its place.
    Substitute,
    Cancel,
    /// The desk is asked to be quicker.
    Expedite,
}

impl ChoiceKind {
    pub const ALL: [Self; 5] = [Self::Wait, Self::Split, Self::Substitute, Self::Cancel, Self::Expedite];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Split => "split",
            Self::Substitute => "substitute",
            Self::Cancel => "cancel",
            Self::Expedite => "expedite",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Wait => l.pick("warten", "wait"),
            Self::Split => l.pick("Teillieferung", "split delivery"),
            Self::Substitute => l.pick("Ersatzteil", "substitute"),
            Self::Cancel => l.pick("stornieren", "cancel"),
            Self::Expedite => l.pick("beschleunigen", "expedite"),
        }
    }
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub kind: ChoiceKind,
    /// What leaves now (split), is taken off (cancel) or is replaced (substitute); zero otherwise.
    pub quantity: Quantity,
    /// The number that came in its place.
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub note: String,
    pub by: String,
    pub channel: Channel,
    pub at: DateTime,
}

/// A line that comes later than was last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The date that held before.
    pub from: Date,
    pub to: Date,
    /// When the customer was told.
    pub since: DateTime,
    /// Absent: the customer has to choose. It may be chosen anew as long as something of the line is open.
    #[serde(default)]
    pub chosen: Option<Chosen>,
    /// Why it cannot be quicker: the desk's answer to the wish.
    #[serde(default)]
    pub declined: Option<String>,
}

/// Whose turn it is with an order that has slipped; a filter of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceState {
    /// The customer has to choose.
    Asked,
    /// The desk has to answer a wish to be quicker.
    Expedite,
    /// The customer has chosen, and something is still to be delivered.
    Chosen,
}

impl ChoiceState {
    pub const ALL: [Self; 3] = [Self::Asked, Self::Expedite, Self::Chosen];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Expedite => "expedite",
            Self::Chosen => "chosen",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Of a whole order: a wish comes before a question, a question before an answer.
    #[must_use]
    pub fn of(state: OrderState, lines: &[OrderLine]) -> Option<Self> {
        if matches!(state, OrderState::Cancelled | OrderState::Shipped) {
            return None;
        }
        let of_line = |line: &OrderLine| {
            let open = line.open() > Quantity::ZERO;
            match line.slip.as_ref()?.chosen.as_ref().map(|c| c.kind) {
                None => open.then_some(Self::Asked),
                Some(ChoiceKind::Expedite) if open => Some(Self::Expedite),
                Some(_) => Some(Self::Chosen),
            }
        };
        let all: Vec<Self> = lines.iter().filter_map(of_line).collect();
        [Self::Expedite, Self::Asked, Self::Chosen].into_iter().find(|wanted| all.contains(wanted))
    }
}

/// Another part that could come in the place of a late one, priced for this customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub part: PartKey,
    pub number: String,
    pub name: Localized,
    /// As much as is open, or the next quantity it is sold in.
    pub quantity: Quantity,
    pub unit: Unit,
    pub net: Money,
    pub amount: Money,
    pub date: Date,
    /// The dealer's own successor of the part; otherwise a part with the same foreign number.
    pub successor: bool,
    /// Why it cannot come in the place of this line, only be ordered anew.
    #[serde(default)]
    pub blocked: Option<Problem>,
}

/// What there is to choose from for one line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineOffers {
    pub position: u32,
    /// So much could leave now; zero when nothing can, or all of it.
    pub now: Quantity,
    pub substitutes: Vec<Offer>,
}

/// Choose what happens to a line that comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseForLine {
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub version: i64,
    pub position: u32,
    pub choice: LineChoice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "choice", rename_all = "snake_case")]
pub enum LineChoice {
    Wait,
    Split,
    Substitute {
        part: PartKey,
        /// The net price of one unit that the person saw; another one is refused.
        #[serde(default)]
        seen: Option<Money>,
    },
    Cancel {
        /// Everything that is open when absent.
        #[serde(default)]
        quantity: Option<Quantity>,
    },
    Expedite {
        #[serde(default)]
        note: String,
    },
}

impl LineChoice {
    #[must_use]
    pub const fn kind(&self) -> ChoiceKind {
        match self {
            Self::Wait => ChoiceKind::Wait,
            Self::Split => ChoiceKind::Split,
            Self::Substitute { .. } => ChoiceKind::Substitute,
            Self::Cancel { .. } => ChoiceKind::Cancel,
            Self::Expedite { .. } => ChoiceKind::Expedite,
        }
    }
}

/// Take a line, or some of it, off an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelLine {
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub version: i64,
    pub position: u32,
    /// Everything that is open when absent.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    #[serde(default)]
    pub reason: String,
}

/// Answer a customer's wish to be quicker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerExpedite {
    pub order: OrderId,
    pub version: i64,
    pub position: u32,
    /// The new date; absent means that it cannot be quicker.
    #[serde(default)]
    pub date: Option<Date>,
    /// The customer reads it.
    pub note: String,
}

impl OrderLine {
    /// Takes some of what is open off the line, and answers what it held of the stock: first what has not come yet. The
    /// price agreed stays.
    pub fn take_off(&mut self, quantity: Quantity) -> Allocation {
        let quantity = quantity.min(self.open());
        let backorder = quantity.min(self.allocation.backorder);
        let reserve = (quantity - backorder).min(self.allocation.reserve);
        self.allocation.backorder = self.allocation.backorder - backorder;
        self.allocation.reserve = self.allocation.reserve - reserve;
        self.quantity = self.quantity - quantity;
        self.cancelled = self.cancelled + quantity;
        self.amount = self.net.times(self.quantity.0);
        Allocation { warehouse: self.allocation.warehouse.clone(), reserve, backorder }
    }

    /// Names another date, and asks the customer when it is a later one. Answers what happened; nothing for the same date.
    pub fn move_to(&mut self, date: Date, reason: &str, now: DateTime) -> Option<Happened> {
        let before = self.date();
        if before == date {
            return None;
        }
        self.confirmed = Some(date);
        reason.clone_into(&mut self.reason);
        if date > before {
            let slip = Slip { from: before, to: date, since: now, chosen: None, declined: None };
            self.slip = (self.open() > Quantity::ZERO).then_some(slip);
        } else if self.slip.as_ref().is_some_and(|s| date <= s.from) {
            self.slip = None;
        } else if let Some(slip) = &mut self.slip {
            slip.to = date;
            // A wish that brought something: with the better date there is a new choice.
            slip.chosen = slip.chosen.take().filter(|c| c.kind != ChoiceKind::Expedite);
        }
        let number = self.called(Language::De).to_owned();
        Some(Happened::LineMoved { number, from: Some(before), to: date, reason: reason.to_owned() })
    }

    /// The day it is measured by: the one promised when it was ordered. An order that first waited for somebody in the
    /// customer's company, or for their money, is measured by what the desk confirmed first.
    #[must_use]
    pub fn due(&self) -> Date {
        self.due.unwrap_or(self.promised)
    }

    /// Does the customer have to choose now?
    #[must_use]
    pub fn asks(&self) -> bool {
        self.open() > Quantity::ZERO && self.slip.as_ref().is_some_and(|s| s.chosen.is_none())
    }

    /// The wish to be quicker that nobody has answered.
    #[must_use]
    pub fn wish(&self) -> Option<&Chosen> {
        let chosen = self.slip.as_ref()?.chosen.as_ref()?;
        (chosen.kind == ChoiceKind::Expedite && self.open() > Quantity::ZERO).then_some(chosen)
    }

    /// Nothing of it is to be delivered and nothing was: cancelled or replaced as a whole.
    #[must_use]
    pub fn gone(&self) -> bool {
        self.quantity == Quantity::ZERO
    }
}

/// How a promise went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredState {
    /// Not delivered yet. Once the day is over this counts as not kept.
    #[default]
    Open,
    /// Everything left on or before the day.
    Kept,
    /// It left later, or was cancelled or replaced after it was late.
    Broken,
    /// Cancelled before it was late: counts neither way.
    Waived,
}

impl MeasuredState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Kept, Self::Broken, Self::Waived];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Waived => "waived",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Of a line of an order.
    #[must_use]
    pub fn of(cancelled: bool, line: &OrderLine) -> Self {
        let due = line.due();
        let late = line.slip.is_some() || line.date() > due;
        if line.open() == Quantity::ZERO && line.shipped > Quantity::ZERO {
            // Who no longer wants the late rest of a line has not got all of it in time.
            let given_up = late && line.cancelled > Quantity::ZERO;
            if line.done.is_some_and(|day| day <= due) && !given_up { Self::Kept } else { Self::Broken }
        } else if !(cancelled || line.gone()) {
            Self::Open
        } else if late {
            Self::Broken
        } else {
            Self::Waived
        }
    }
}

/// A line as the promise-kept rate counts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub order: OrderId,
    #[serde(default)]
    pub case: CaseCode,
    #[serde(default)]
    pub company_name: String,
    pub position: u32,
    pub number: String,
    #[serde(default)]
    pub name: Localized,
    /// The day it is measured by ([`OrderLine::due`]): confirming a later one makes no late line punctual.
    pub due: Date,
    /// The date that holds now.
    #[serde(default)]
    pub now: Option<Date>,
    /// The day everything had left.
    #[serde(default)]
    pub done: Option<Date>,
    #[serde(default)]
    pub state: MeasuredState,
}

impl Measured {
    /// Sorts by the day, then by order and line; the key of the row in a list.
    #[must_use]
    pub fn slot(&self) -> String {
        format!("{}|{}|{:04}", self.due, self.order, self.position)
    }
}

/// The state of an order after its lines were changed: cancelled when nothing is left, shipped when nothing is open.
#[must_use]
pub fn state_after(state: OrderState, lines: &[OrderLine]) -> OrderState {
    if lines.iter().all(OrderLine::gone) {
        OrderState::Cancelled
    } else if lines.iter().all(|l| l.open() == Quantity::ZERO) {
        OrderState::Shipped
    } else {
        state
    }
}

/// What an order is repeated with: its lines as they are, or as they were ordered when nothing is left of any.
#[must_use]
pub fn worth_repeating(mut lines: Vec<OrderLine>) -> Vec<OrderLine> {
    if lines.iter().all(OrderLine::gone) {
        for line in &mut lines {
            line.quantity = line.cancelled;
        }
    }
    lines.retain(|line| !line.gone());
    lines
}

/// The sentence for what was chosen: on the timeline and in mails.
#[must_use]
pub fn chosen_text(
    kind: ChoiceKind,
    number: &str,
    quantity: Quantity,
    other: &str,
    note: &str,
    l: Language,
) -> String {
    let q = format::quantity(quantity, l);
    let note = if note.is_empty() { String::new() } else { format!(": {note}") };
    match (kind, l) {
        (ChoiceKind::Wait, Language::De) => format!("{number}: es bleibt beim neuen Termin"),
        (ChoiceKind::Wait, Language::En) => format!("{number}: the new date stays"),
        (ChoiceKind::Split, Language::De) => format!("{number}: Teillieferung, {q} sofort, der Rest später"),
        (ChoiceKind::Split, Language::En) => format!("{number}: split, {q} now, the rest later"),
        (ChoiceKind::Substitute, Language::De) => format!("{number}: ersetzt durch {other}, Menge {q}"),
        (ChoiceKind::Substitute, Language::En) => format!("{number}: replaced by {other}, quantity {q}"),
        (ChoiceKind::Cancel, Language::De) => format!("{number}: {q} storniert{note}"),
        (ChoiceKind::Cancel, Language::En) => format!("{number}: {q} cancelled{note}"),
        (ChoiceKind::Expedite, Language::De) => {
            format!("{number}: um einen früheren Termin gebeten{note}")
        }
        (ChoiceKind::Expedite, Language::En) => format!("{number}: asked for an earlier date{note}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::VatCategory;
    use crate::pricing::{VatTreatment, totals};
    use crate::{Decimal, WarehouseId};
    use proptest::prelude::*;

    const DAY: Date = Date::constant(2026, 11, 25);
    const LATER: Date = Date::constant(2026, 11, 30);
    const NOW: DateTime = DateTime::constant(2026, 11, 24, 9, 0, 0, 0);

    fn line(quantity: i64, reserve: i64, shipped: i64) -> OrderLine {
        OrderLine {
            position: 1,
            part: Some(PartKey::new("A")),
            number: "A".into(),
            name: Localized::default(),
            quantity: Quantity::of(quantity),
            unit: Unit::Piece,
            net: Money::cents(333),
            amount: Money::cents(333).times(Decimal::from(quantity)),
            vat: VatCategory::Standard,
            allocation: Allocation {
                warehouse: WarehouseId::new("ulm"),
                reserve: Quantity::of(reserve),
                backorder: Quantity::of(quantity - shipped - reserve),
            },
            promised: DAY,
            shipped: Quantity::of(shipped),
            returns: crate::returns::ReturnRule::default(),
            ..OrderLine::default()
        }
    }

    fn chosen(kind: ChoiceKind) -> Chosen {
        Chosen {
            kind,
            quantity: Quantity::ZERO,
            number: String::new(),
            note: String::new(),
            by: "x".into(),
            channel: Channel::Portal,
            at: NOW,
        }
    }

    #[test]
    fn a_later_date_asks_and_the_old_one_again_does_not() {
        let mut line = line(5, 2, 0);
        assert!(line.move_to(DAY, "", NOW).is_none() && !line.asks(), "the same date is no move");
        assert!(line.move_to(LATER, "Zulauf", NOW).is_some());
        assert!(line.asks());
        assert_eq!(
            ChoiceState::of(OrderState::Confirmed, std::slice::from_ref(&line)),
            Some(ChoiceState::Asked)
        );
        line.move_to(DAY, "doch da", NOW);
        assert_eq!((line.slip.clone(), line.promised), (None, DAY));
    }

    #[test]
    fn what_has_left_asks_nobody() {
        let mut line = line(5, 0, 5);
        line.move_to(LATER, "Zulauf", NOW);
        assert!(!line.asks());
        assert_eq!(ChoiceState::of(OrderState::PartlyShipped, &[line]), None);
    }

    #[test]
    fn an_unanswered_wish_is_the_desks_turn_and_a_better_date_the_customers() {
        let mut line = line(5, 2, 0);
        line.move_to(LATER, "Zulauf", NOW);
        line.slip.as_mut().unwrap().chosen = Some(chosen(ChoiceKind::Expedite));
        let state = |l: &OrderLine| ChoiceState::of(OrderState::Confirmed, std::slice::from_ref(l));
        assert_eq!((state(&line), line.wish().is_some()), (Some(ChoiceState::Expedite), true));
        line.move_to(Date::constant(2026, 11, 27), "Kurier", NOW);
        assert_eq!((state(&line), line.wish().is_some()), (Some(ChoiceState::Asked), false));
        line.slip.as_mut().unwrap().chosen = Some(chosen(ChoiceKind::Wait));
        assert_eq!(state(&line), Some(ChoiceState::Chosen));
        assert_eq!(ChoiceState::of(OrderState::Shipped, &[line]), None);
    }

    #[test]
    fn a_promise_is_kept_by_the_date_it_was_ordered_with_and_not_by_a_later_one() {
        let mut line = line(5, 5, 0);
        assert_eq!(MeasuredState::of(false, &line), MeasuredState::Open);
        assert_eq!(MeasuredState::of(true, &line), MeasuredState::Waived, "cancelled in time");
        line.move_to(LATER, "Zulauf", NOW);
        assert_eq!(MeasuredState::of(true, &line), MeasuredState::Broken, "cancelled because it was late");
        line.shipped = line.quantity;
        line.done = Some(LATER);
        assert_eq!(MeasuredState::of(false, &line), MeasuredState::Broken);
        line.done = Some(DAY);
        assert_eq!(MeasuredState::of(false, &line), MeasuredState::Kept);
        line.cancelled = Quantity::ONE;
        assert_eq!(MeasuredState::of(false, &line), MeasuredState::Broken, "the late rest was given up");
    }

    #[test]
    fn what_is_no_longer_wanted_is_not_repeated_unless_nothing_was_wanted() {
        let (mut one, mut other) = (line(5, 5, 0), line(3, 3, 0));
        one.take_off(Quantity::of(5));
        let wanted = worth_repeating(vec![one.clone(), other.clone()]);
        assert_eq!(wanted.iter().map(|l| l.quantity).collect::<Vec<_>>(), [Quantity::of(3)]);
        other.take_off(Quantity::of(3));
        let wanted = worth_repeating(vec![one, other]);
        assert_eq!(wanted.iter().map(|l| l.quantity).collect::<Vec<_>>(), [5, 3].map(Quantity::of));
    }

    #[test]
    fn codes_are_read_back() {
        assert!(MeasuredState::ALL.into_iter().all(|s| MeasuredState::parse(s.code()) == Some(s)));
        assert!(ChoiceKind::ALL.into_iter().all(|c| ChoiceKind::parse(c.code()) == Some(c)));
        assert!(ChoiceState::ALL.into_iter().all(|c| ChoiceState::parse(c.code()) == Some(c)));
    }

    proptest! {
        /// However lines are cut, in however many pieces: nothing goes below zero, nothing is lost, and sums are the lines'.
        #[test]
        fn taking_off_keeps_every_sum(
            quantity in 1i64..40, shares in (0i64..40, 0i64..40), cuts in proptest::collection::vec(1i64..30, 0..6),
        ) {
            let shipped = shares.0 % (quantity + 1);
            let reserve = shares.1 % (quantity - shipped + 1);
            let mut line = line(quantity, reserve, shipped);
            let (mut freed_reserve, mut freed_backorder) = (Quantity::ZERO, Quantity::ZERO);
            for cut in cuts {
                let freed = line.take_off(Quantity::of(cut));
                freed_reserve = freed_reserve + freed.reserve;
                freed_backorder = freed_backorder + freed.backorder;
                for part in [line.quantity, line.open(), line.allocation.reserve, line.allocation.backorder, freed.reserve, freed.backorder] {
                    prop_assert!(part >= Quantity::ZERO);
                }
                prop_assert_eq!(line.open(), line.allocation.reserve + line.allocation.backorder);
                prop_assert_eq!(line.quantity + line.cancelled, Quantity::of(quantity));
                prop_assert!(line.quantity >= line.shipped, "what has left stays on the order");
                let sums = totals([(line.amount, line.vat)], VatTreatment::Domestic);
                prop_assert_eq!(sums.net, line.net.times(line.quantity.0));
            }
            prop_assert_eq!(freed_reserve + freed_backorder, line.cancelled);
            let gone = line.gone();
            let state = state_after(OrderState::Confirmed, &[line]);
            prop_assert_eq!(state == OrderState::Cancelled, gone);
        }
    }
}
