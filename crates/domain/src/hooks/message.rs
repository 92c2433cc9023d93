//! What is sent: thin, and the same for ever. Whoever wants more reads the resource.

use serde::{Deserialize, Serialize};

use super::HookKind;
use crate::events::Happened;
use crate::{Date, Decimal, Money};

/// A message, as its receiver gets it. The outer form is the one of the Standard Webhooks specification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The same in the header `webhook-id`: who has seen it has seen the event.
    pub id: String,
    #[serde(rename = "type")]
    pub kind: HookKind,
    /// When it happened: RFC 3339, UTC.
    pub timestamp: String,
    pub data: MessageData,
}

/// What it is about. What does not belong to a kind is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageData {
    /// Id of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Code of the case: `K7F-4RTM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The company's own order number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub po_number: Option<String>,
    /// Id of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Id of the return.
    #[serde(rename = "return", skip_serializing_if = "Option::is_none")]
    pub goods_return: Option<String>,
    /// Id of the recurring order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_order: Option<String>,
    /// Id of the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<String>,
    /// Where the whole of it is read with a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// How many lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<u32>,
    /// Part number as printed; of a line that is no part its number, or its name where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// The day that holds from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The day that held before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Date>,
    /// In words, as the customer reads it; of a failed payment the bank's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `wait`, `cancel`, `split` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Number of a return, as on its slip: `K7F-4RTM-R1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Number of a credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// Text that is there.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl MessageData {
    /// What the event itself says; whom and what it is about is for the caller to add.
    #[must_use]
    pub fn of(what: &Happened) -> Self {
        let none = Self::default();
        match what {
            Happened::OrderPlaced { lines, po_number } => {
                Self { lines: Some(*lines), po_number: some(po_number), ..none }
            }
            Happened::OrderRevised { lines, po_number, .. } => {
                Self { lines: u32::try_from(lines.len()).ok(), po_number: po_number.clone(), ..none }
            }
            Happened::LineMoved { number, from, to, reason } => {
                Self { part: some(number), before: *from, date: Some(*to), reason: some(reason), ..none }
            }
            Happened::OrderShipped { carrier, tracking, lines } => {
                Self { carrier: some(carrier), tracking: some(tracking), lines: Some(*lines), ..none }
            }
            Happened::OrderCancelled { reason }
            | Happened::OrderReleased { reason }
            | Happened::OrderRejected { reason, .. }
            | Happened::CompanyRefused { reason }
            | Happened::DeliveryBlocked { reason } => Self { reason: some(reason), ..none },
            Happened::PaymentFailed { code } => Self { reason: some(code), ..none },
            Happened::PaymentReceived { amount }
            | Happened::PaymentUnderWay { amount }
            | Happened::PaymentRefunded { amount } => Self { amount: Some(*amount), ..none },
            Happened::RefundRequested { amount, reason } => {
                Self { amount: Some(*amount), reason: some(reason), ..none }
            }
            Happened::LineChosen { number, kind, quantity, .. } => {
                Self { part: some(number), choice: some(kind.code()), quantity: Some(quantity.0), ..none }
            }
            Happened::LineCancelled { number, quantity, reason } => {
                Self { part: some(number), quantity: Some(quantity.0), reason: some(reason), ..none }
            }
            Happened::ExpediteDeclined { number, reason } | Happened::PriceDeclined { number, reason } => {
                Self { part: some(number), reason: some(reason), ..none }
            }
            Happened::PriceWithdrawn { number } => Self { part: some(number), ..none },
            Happened::ReturnRequested { code, lines } => {
                Self { code: some(code), lines: Some(*lines), ..none }
            }
            Happened::ReturnWithdrawn { code } | Happened::ReturnReceived { code } => {
                Self { code: some(code), ..none }
            }
            Happened::ReturnRefused { code, words } => Self { code: some(code), reason: some(words), ..none },
            Happened::ReturnCredited { code, number, amount, words } => Self {
                code: some(code),
                credit: some(number),
                amount: Some(*amount),
                reason: some(words),
                ..none
            },
            Happened::PriceAsked { number, quantity } => {
                Self { part: some(number), quantity: Some(quantity.0), ..none }
            }
            Happened::PriceAnswered { number, net, until } => {
                Self { part: some(number), amount: Some(*net), date: *until, ..none }
            }
            Happened::ConfigurationCompleted { net, .. } => Self { amount: Some(*net), ..none },
            Happened::RecurringAnnounced { day } => Self { date: Some(*day), ..none },
            Happened::RecurringOrdered { case, .. } => Self { case: some(case), ..none },
            _ => none,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Quantity;
    use crate::orders::ChoiceKind;

    #[test]
    fn a_message_has_the_form_of_the_specification_and_the_shapes_of_the_interface() {
        let moved = Happened::LineMoved {
            number: "HY-4711.20-F".into(),
            from: Some(Date::constant(2026, 11, 26)),
            to: Date::constant(2026, 12, 1),
            reason: "Lieferant später".into(),
        };
        let message = Message {
            id: "01JD".into(),
            kind: HookKind::OrderLinePromised,
            timestamp: "2026-11-24T08:00:00Z".into(),
            data: MessageData { case: Some("K7F-4RTM".into()), ..MessageData::of(&moved) },
        };
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(
            text,
            r#"{"id":"01JD","type":"order.line_promised","timestamp":"2026-11-24T08:00:00Z","data":{"case":"K7F-4RTM","part":"HY-4711.20-F","date":"2026-12-01","before":"2026-11-26","reason":"Lieferant später"}}"#
        );
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
        let paid = MessageData::of(&Happened::PaymentReceived { amount: Money::cents(4860) });
        assert_eq!(
            serde_json::to_string(&paid).unwrap(),
            r#"{"amount":{"amount":"48.60","currency":"EUR"}}"#
        );
    }

    #[test]
    fn what_people_wrote_to_each_other_in_confidence_is_not_in_it() {
        let chosen = Happened::LineChosen {
            number: "A".into(),
            kind: ChoiceKind::Wait,
            quantity: Quantity::ONE,
            other: String::new(),
            note: "nur für Frau Merk".into(),
        };
        let approved =
            Happened::OrderApproved { in_place_of: Some("Petra".into()), comment: "diesmal noch".into() };
        let asked = Happened::ApprovalAsked { people: vec!["Petra".into()] };
        for what in [chosen, approved, asked] {
            let text = serde_json::to_string(&MessageData::of(&what)).unwrap();
            assert!(!text.contains("Merk") && !text.contains("Petra") && !text.contains("diesmal"), "{text}");
        }
    }
}
