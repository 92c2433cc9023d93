//! Payments that need somebody of the dealer: what went wrong with the money that no program may decide.

use serde::{Deserialize, Serialize};

use super::{Payment, PaymentState, RefundState};
use crate::case::CaseCode;
use crate::orders::OrderState;
use crate::{Language, Money, OrderId};
use jiff::civil::DateTime;

/// Why a payment needs somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Something was taken that is not what was asked for, or it was taken twice.
    Mismatch,
    /// The payer's bank took the money back.
    Disputed,
    /// A debit failed after the order had gone to the desk.
    Lost,
    /// Stripe refused to give money back.
    RefundRefused,
}

impl Concern {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mismatch => "mismatch",
            Self::Disputed => "disputed",
            Self::Lost => "lost",
            Self::RefundRefused => "refund_refused",
        }
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Mismatch => l.pick("Betrag passt nicht", "Amount does not fit"),
            Self::Disputed => l.pick("Zurückgebucht", "Taken back"),
            Self::Lost => l.pick("Abbuchung gescheitert", "Debit failed"),
            Self::RefundRefused => l.pick("Erstattung abgelehnt", "Refund refused"),
        }
    }

    /// What is the matter and what to do, for the desk.
    #[must_use]
    pub const fn text(self, l: Language) -> &'static str {
        match self {
            Self::Mismatch => l.pick(
                "Es wurde etwas anderes eingezogen als die Summe des Auftrags, oder zweimal. Der Auftrag gilt nicht als bezahlt. Bitte prüfen und erstatten.",
                "Something else than the order's sum was taken, or it was taken twice. The order does not count as paid. Please check and refund.",
            ),
            Self::Disputed => l.pick(
                "Die Bank des Kunden hat das Geld zurückgeholt. Bitte mit dem Kunden klären, bevor weiter geliefert wird.",
                "The customer's bank has taken the money back. Please settle it with the customer before more is delivered.",
            ),
            Self::Lost => l.pick(
                "Die Lastschrift ist gescheitert, nachdem der Auftrag schon bei uns war. Der Kunde kann noch einmal bezahlen; bitte nicht liefern, ohne es zu klären.",
                "The direct debit failed after the order had reached us. The customer can pay again; please settle it before delivering.",
            ),
            Self::RefundRefused => l.pick(
                "Der Zahlungsdienst hat eine Erstattung abgelehnt. Bitte noch einmal erstatten oder das Geld auf anderem Weg zurückgeben.",
                "The payment service refused a refund. Please refund again, or give the money back another way.",
            ),
        }
    }
}

impl Payment {
    /// What needs somebody; nothing once the desk has dealt with it.
    #[must_use]
    pub fn concern(&self) -> Option<Concern> {
        self.trouble().filter(|c| self.dealt_with != Some(*c))
    }

    /// The same, dealt with or not.
    #[must_use]
    pub fn trouble(&self) -> Option<Concern> {
        if self.needs_a_look() {
            return Some(Concern::Mismatch);
        }
        let state = self.state();
        if state == PaymentState::Disputed {
            return Some(Concern::Disputed);
        }
        if self.lost && !state.secured() {
            return Some(Concern::Lost);
        }
        let refused = |intent: &str| {
            let newest = self.refunds.iter().rev().find(|r| r.intent == intent);
            newest.is_some_and(|r| r.state == RefundState::Refused)
        };
        let kept = self.attempts.iter().filter(|a| !self.refundable(a).is_zero());
        kept.filter_map(|a| a.intent.as_deref()).any(refused).then_some(Concern::RefundRefused)
    }
}

/// A payment in the desk's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernSummary {
    pub order: OrderId,
    pub case: CaseCode,
    pub company_name: String,
    pub order_state: OrderState,
    pub concern: Concern,
    pub amount: Money,
    /// When it was noticed.
    pub since: DateTime,
}

/// The desk has dealt with it; refused when it is another concern meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleConcern {
    pub order: OrderId,
    pub concern: Concern,
    /// How; the customer reads it in the order's history. Must not be empty.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payments::{RefundRequest, Seen, SeenStatus};

    fn seen(received: i64, refunded: i64, disputed: bool) -> Seen {
        Seen {
            intent: "pi_1".into(),
            status: SeenStatus::Succeeded,
            amount: Some(Money::cents(1_000)),
            received: Money::cents(received),
            refunded: Money::cents(refunded),
            disputed,
            failure: None,
        }
    }

    fn paid() -> Payment {
        let mut payment = Payment::new(OrderId("O".into()), Money::cents(1_000));
        payment.see(1, &seen(1_000, 0, false), 0);
        payment
    }

    fn refund(state: RefundState) -> RefundRequest {
        RefundRequest {
            state,
            ..RefundRequest::new("r".into(), "pi_1".into(), Money::cents(1_000), "", "", 0)
        }
    }

    #[test]
    fn a_payment_that_is_as_it_should_be_needs_nobody() {
        assert_eq!(paid().concern(), None);
        assert_eq!(Payment::new(OrderId("O".into()), Money::cents(1)).concern(), None);
    }

    #[test]
    fn wrong_sums_disputes_and_lost_debits_need_somebody() {
        let mut wrong = Payment::new(OrderId("O".into()), Money::cents(1_000));
        wrong.see(1, &seen(900, 0, false), 0);
        assert_eq!(wrong.concern(), Some(Concern::Mismatch));
        let mut disputed = paid();
        disputed.see(1, &seen(1_000, 0, true), 0);
        assert_eq!(disputed.concern(), Some(Concern::Disputed));
        let mut lost = Payment::new(OrderId("O".into()), Money::cents(1_000));
        lost.lost = true;
        assert_eq!(lost.concern(), Some(Concern::Lost));
        lost.see(1, &seen(1_000, 0, false), 0);
        assert_eq!(lost.concern(), None, "paid after all");
    }

    #[test]
    fn a_refused_refund_needs_somebody_until_the_money_is_back() {
        let mut payment = paid();
        payment.refunds.push(refund(RefundState::Refused));
        assert_eq!(payment.concern(), Some(Concern::RefundRefused));
        payment.refunds.push(refund(RefundState::Pending));
        assert_eq!(payment.concern(), None, "it is being tried again");
        payment.refunds.push(refund(RefundState::Refused));
        assert_eq!(payment.concern(), None, "what is pending may still come");
        payment.refunds.remove(1);
        payment.see(1, &seen(1_000, 1_000, false), 0);
        assert_eq!(payment.concern(), None, "there is nothing left to give back");
    }

    #[test]
    fn what_was_dealt_with_is_off_the_list_and_another_concern_is_not() {
        let mut payment = paid();
        payment.refunds.push(refund(RefundState::Refused));
        payment.dealt_with = Some(Concern::RefundRefused);
        assert_eq!(payment.concern(), None);
        payment.see(1, &seen(1_000, 0, true), 0);
        assert_eq!(payment.concern(), Some(Concern::Disputed));
    }
}
