//! Changing an order that was just placed: as long as the dealer has not confirmed it, and within a time of grace.

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::{Agreed, OrderState, OrderView, customer_may_change};
use crate::carts::quick::QuickRow;
use crate::{FieldError, IdempotencyKey, Language, Money, OrderId, Quantity, format};

/// How long after placing it a customer may change an order, in minutes; the dealer's confirmation ends it before.
pub const GRACE_MINUTES: i64 = 60;

/// Until when an order in this state, placed then, may be changed by its customer; nothing when it may not.
#[must_use]
pub fn change_until(
    state: OrderState,
    agreed: Option<&Agreed>,
    placed_at: DateTime,
    now: DateTime,
) -> Option<DateTime> {
    let until = placed_at.saturating_add(GRACE_MINUTES.minutes());
    let began = now.duration_since(placed_at) >= SignedDuration::ZERO;
    let open = state == OrderState::Placed && customer_may_change(agreed).is_ok();
    (open && began && now < until).then_some(until)
}

/// A line as it is to be; zero takes it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedLine {
    pub position: u32,
    pub quantity: Quantity,
}

/// The order as it is to be. What is not named stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeDraft {
    #[serde(default)]
    pub po_number: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub lines: Vec<ChangedLine>,
    /// Parts that were forgotten, as they are typed in a quick order.
    #[serde(default)]
    pub add: Vec<QuickRow>,
}

impl ChangeDraft {
    /// Says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Change an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOrder {
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub version: i64,
    pub draft: ChangeDraft,
    /// The net sum of the preview that the person saw; another one is not agreed to. Absent for programs.
    #[serde(default)]
    pub seen: Option<Money>,
}

/// The form of a change, with the preview of what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeStart {
    pub key: IdempotencyKey,
    pub order: OrderView,
    /// The order as it would be; absent when nothing is changed, or something is wrong.
    pub after: Option<Box<OrderView>>,
    /// `quantity.POSITION`, `add.ROW`, `po_number`, `note`, or empty for the order as a whole.
    pub wrong: Vec<FieldError>,
}

/// What became of a line by a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub number: String,
    /// Zero for a part that came onto the order.
    pub before: Quantity,
    /// Zero for one that was taken off.
    pub after: Quantity,
}

/// What was changed, in a sentence.
#[must_use]
pub fn revised_text(lines: &[Revision], po_number: Option<&str>, note: bool, l: Language) -> String {
    let q = |quantity: Quantity| format::quantity(quantity, l);
    let line = |r: &Revision| match (r.before == Quantity::ZERO, r.after == Quantity::ZERO) {
        (true, _) => format!("{} {} {}", q(r.after), r.number, l.pick("dazu", "added")),
        (false, true) => format!("{} {}", r.number, l.pick("weggelassen", "left out")),
        (false, false) => {
            format!("{} {} {} {}", r.number, q(r.after), l.pick("statt", "instead of"), q(r.before))
        }
    };
    let mut said: Vec<String> = lines.iter().map(line).collect();
    match po_number {
        Some("") => said.push(l.pick("ohne Bestellnummer", "without an order number").to_owned()),
        Some(number) => said.push(format!("{} {number}", l.pick("Bestellnummer", "order number"))),
        None => {}
    }
    if note {
        said.push(l.pick("andere Nachricht", "another message").to_owned());
    }
    format!("{}: {}", l.pick("Auftrag geändert", "Order changed"), said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Problem, QuoteId};
    use proptest::prelude::*;

    fn until(state: OrderState, now: DateTime) -> Option<DateTime> {
        change_until(state, None, at(0), now)
    }

    fn at(minute: i64) -> DateTime {
        DateTime::constant(2026, 11, 25, 9, 0, 0, 0).saturating_add(minute.minutes())
    }

    #[test]
    fn an_order_can_be_changed_for_an_hour_and_never_once_it_is_confirmed() {
        assert_eq!(until(OrderState::Placed, at(0)), Some(at(60)));
        assert_eq!(until(OrderState::Placed, at(59)), Some(at(60)));
        assert_eq!(until(OrderState::Placed, at(60)), None);
        for state in
            [OrderState::Confirmed, OrderState::AwaitingApproval, OrderState::Shipped, OrderState::Cancelled]
        {
            assert_eq!(until(state, at(1)), None);
        }
    }

    #[test]
    fn what_was_agreed_by_an_offer_is_not_changed_by_the_customer() {
        let agreed = Agreed { quote: QuoteId::new("K-1"), number: "AN-1".into() };
        assert_eq!(change_until(OrderState::Placed, Some(&agreed), at(0), at(1)), None);
        assert_eq!(customer_may_change(Some(&agreed)), Err(Problem::AgreedByOffer));
        assert_eq!(customer_may_change(None), Ok(()));
    }

    #[test]
    fn a_change_is_told_in_a_sentence() {
        let revision = |number: &str, before, after| Revision {
            number: number.into(),
            before: Quantity::of(before),
            after: Quantity::of(after),
        };
        let lines = [revision("A-1", 2, 5), revision("B-2", 1, 0), revision("C-3", 0, 4)];
        assert_eq!(
            revised_text(&lines, Some("PO-7"), true, Language::De),
            "Auftrag geändert: A-1 5 statt 2, B-2 weggelassen, 4 C-3 dazu, Bestellnummer PO-7, andere Nachricht"
        );
        assert_eq!(
            revised_text(&lines[..1], Some(""), false, Language::En),
            "Order changed: A-1 5 instead of 2, without an order number"
        );
    }

    proptest! {
        #[test]
        fn the_time_of_grace_ends_once_and_for_all(minute in -120i64..240) {
            let open = until(OrderState::Placed, at(minute)).is_some();
            prop_assert_eq!(open, (0..GRACE_MINUTES).contains(&minute));
        }
    }
}
