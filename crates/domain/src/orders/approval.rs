//! Approval of an order by the customer's own people: who is asked, who has decided, and who may decide now.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::OrderSummary;
use crate::accounts::Channel;
use crate::accounts::rules::{Delegate, Reason};
use crate::{Date, Language, Money, OrderId, PersonId, Problem};

/// Where the customer books an order: to which unit and cost centre. Empty where the company does not ask.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Assignment {
    /// Id of the unit.
    pub unit: String,
    pub unit_name: String,
    /// Code of the cost centre, and its name where the company keeps a list.
    pub cost_centre: String,
    pub cost_centre_name: String,
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    pub person: PersonId,
    pub name: String,
}

/// What somebody decided about one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub person: PersonId,
    pub by: String,
    /// The name of the approver in whose place it was decided.
    pub in_place_of: Option<String>,
    /// Local wall time of the dealer.
    pub at: DateTime,
    pub channel: Channel,
    pub approved: bool,
    pub comment: String,
    /// The version of the order that was decided about: a second click is recognised by it.
    pub version: i64,
}

/// One of its people suffices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalStep {
    pub people: Vec<Approver>,
    pub decided: Option<Decision>,
}

impl ApprovalStep {
    /// `Petra Wiest oder Sabine Bauer`.
    #[must_use]
    pub fn names(&self, l: Language) -> String {
        let names: Vec<&str> = self.people.iter().map(|p| p.name.as_str()).collect();
        names.join(l.pick(" oder ", " or "))
    }
}

/// Why an order waits for whom. Written when it is placed; what the company rules afterwards holds for the next order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub reasons: Vec<Reason>,
    pub steps: Vec<ApprovalStep>,
}

/// In whose name somebody decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "voice", rename_all = "snake_case")]
pub enum Voice {
    Own,
    InPlaceOf { name: String },
}

impl Approval {
    #[must_use]
    pub fn rejected(&self) -> Option<&Decision> {
        self.steps.iter().filter_map(|s| s.decided.as_ref()).find(|d| !d.approved)
    }

    /// The index of the step that waits; nothing when all are decided or one rejected.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        if self.rejected().is_some() { None } else { self.steps.iter().position(|s| s.decided.is_none()) }
    }

    /// The last decision of a person, if it was this one about this version of the order.
    #[must_use]
    pub fn decided_already(&self, person: &PersonId, version: i64, approved: bool) -> bool {
        self.steps
            .iter()
            .filter_map(|s| s.decided.as_ref())
            .any(|d| d.person == *person && d.version == version && d.approved == approved)
    }

    /// May this person decide now, and in whose name? Never the requester, whomever they stand in for.
    #[must_use]
    pub fn voice(
        &self,
        person: &PersonId,
        requester: Option<&PersonId>,
        delegates: &[Delegate],
        today: Date,
    ) -> Option<Voice> {
        let step = self.steps.get(self.current()?)?;
        if requester == Some(person) {
            return None;
        }
        if step.people.iter().any(|p| p.person == *person) {
            return Some(Voice::Own);
        }
        let absent = step.people.iter().find(|approver| {
            delegates
                .iter()
                .any(|d| d.stand_in == *person && d.person == approver.person && d.holds_on(today))
        })?;
        Some(Voice::InPlaceOf { name: absent.name.clone() })
    }
}

/// Approve the step that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveOrder {
    pub order: OrderId,
    pub version: i64,
    #[serde(default)]
    pub comment: String,
}

/// Say no: the order is cancelled, its goods and its budget are free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectOrder {
    pub order: OrderId,
    pub version: i64,
    pub reason: String,
}

/// An order that waits for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalSummary {
    pub order: OrderSummary,
    pub reasons: Vec<Reason>,
    pub assignment: Assignment,
    /// 1-based, of so many.
    pub step: u32,
    pub steps: u32,
    /// The absent approver the reader stands in for.
    pub in_place_of: Option<String>,
}

/// What an order of this cart would meet, for the checkout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outlook {
    pub po_required: bool,
    pub cost_centre_required: bool,
    /// The company books to cost centres; a list of code and name, or free text when it is empty.
    pub asks_cost_centre: bool,
    pub cost_centres: Vec<(String, String)>,
    /// The units to choose from; exactly one when it is fixed, none when the company has no units (then one entry with an
    /// empty id says what happens).
    pub units: Vec<UnitOutlook>,
}

/// What happens to the order when this unit pays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitOutlook {
    pub id: String,
    pub name: String,
    pub reasons: Vec<Reason>,
    /// The names of each step.
    pub steps: Vec<Vec<String>>,
    pub warnings: Vec<Reason>,
    /// What is left of the budget before this order.
    pub left: Option<Money>,
    /// Why it cannot be ordered.
    pub problem: Option<Problem>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn approver(name: &str) -> Approver {
        Approver { person: PersonId::new(name), name: name.to_uppercase() }
    }

    fn approval(steps: &[&[&str]]) -> Approval {
        let step = |people: &&[&str]| ApprovalStep {
            people: people.iter().map(|p| approver(p)).collect(),
            decided: None,
        };
        Approval { reasons: vec![], steps: steps.iter().map(step).collect() }
    }

    fn decision(person: &str, approved: bool, version: i64) -> Decision {
        Decision {
            person: PersonId::new(person),
            by: person.into(),
            in_place_of: None,
            at: TODAY.at(9, 0, 0, 0),
            channel: Channel::Portal,
            approved,
            comment: String::new(),
            version,
        }
    }

    fn stands_in(stand_in: &str, person: &str) -> Delegate {
        Delegate {
            person: PersonId::new(person),
            stand_in: PersonId::new(stand_in),
            from: Date::constant(2026, 11, 23),
            until: Date::constant(2026, 11, 24),
        }
    }

    #[test]
    fn steps_are_decided_in_order_and_a_no_ends_them() {
        let mut approval = approval(&[&["a", "b"], &["c"]]);
        let voice = |a: &Approval, who: &str| a.voice(&PersonId::new(who), None, &[], TODAY);
        assert_eq!(voice(&approval, "b"), Some(Voice::Own));
        assert_eq!(voice(&approval, "c"), None, "not the turn");
        approval.steps[0].decided = Some(decision("b", true, 1));
        assert_eq!((voice(&approval, "a"), voice(&approval, "c")), (None, Some(Voice::Own)));
        assert!(approval.decided_already(&PersonId::new("b"), 1, true));
        assert!(!approval.decided_already(&PersonId::new("b"), 1, false));
        assert!(!approval.decided_already(&PersonId::new("a"), 1, true));
        approval.steps[1].decided = Some(decision("c", false, 2));
        assert_eq!((approval.current(), voice(&approval, "c")), (None, None));
    }

    #[test]
    fn a_delegate_decides_inside_the_window_only() {
        let approval = approval(&[&["a"]]);
        let window = [stands_in("d", "a")];
        let on = |day| approval.voice(&PersonId::new("d"), None, &window, day);
        assert_eq!(on(TODAY), Some(Voice::InPlaceOf { name: "A".into() }));
        assert_eq!(on(Date::constant(2026, 11, 22)), None);
        assert_eq!(on(Date::constant(2026, 11, 25)), None);
    }

    proptest! {
        #[test]
        fn the_requester_never_has_a_voice(
            people in proptest::collection::vec(proptest::collection::vec(proptest::sample::select(vec!["a", "b", "c"]), 1..3), 1..3),
            windows in proptest::collection::vec((proptest::sample::select(vec!["a", "b", "c"]), proptest::sample::select(vec!["a", "b", "c"])), 0..4),
            who in proptest::sample::select(vec!["a", "b", "c"]),
        ) {
            let steps: Vec<&[&str]> = people.iter().map(Vec::as_slice).collect();
            let delegates: Vec<_> = windows.iter().map(|(d, p)| stands_in(d, p)).collect();
            let me = PersonId::new(who);
            prop_assert_eq!(approval(&steps).voice(&me, Some(&me), &delegates, TODAY), None);
        }
    }
}
