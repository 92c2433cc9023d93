//! Payment of orders by card or SEPA direct debit: what was tried, what came of it, and what that means for the order.
//!
//! A [`Payment`] is a list of [`Attempt`]s, and its state follows from them: nothing is counted twice because a message came
//! twice. What Stripe says about one attempt is [`Seen`]; it is read anew each time, never believed from a message.

mod concern;

pub use concern::{Concern, ConcernSummary, SettleConcern};
use serde::{Deserialize, Serialize};

use crate::{Language, Money, OrderId};

/// So many days an order waits for its payment, with its goods reserved; then it is cancelled: long enough
/// for the colleague who has the card to come back.
pub const PAY_WITHIN_DAYS: i64 = 7;
/// So many days before the last one, whoever ordered is reminded.
pub const REMIND_BEFORE_DAYS: i64 = 2;

/// How an order is to be paid; chosen when it is placed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum PaymentChoice {
    /// By invoice.
    #[default]
    OnAccount,
    /// On the hosted page; `save` keeps the card for the company.
    Card {
        #[serde(default)]
        save: bool,
    },
    /// On the hosted page, by direct debit.
    Sepa {
        #[serde(default)]
        save: bool,
    },
    /// With one of the company's stored methods.
    Stored { method: String },
}

impl PaymentChoice {
    /// Does the desk wait for the money (or for the debit to be on its way)?
    #[must_use]
    pub const fn needs_payment(&self) -> bool {
        !matches!(self, Self::OnAccount)
    }

    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OnAccount => "on_account",
            Self::Card { .. } => "card",
            Self::Sepa { .. } => "sepa",
            Self::Stored { .. } => "stored",
        }
    }

    #[must_use]
    pub const fn word(&self, l: Language) -> &'static str {
        match self {
            Self::OnAccount => l.pick("Auf Rechnung", "On account"),
            Self::Card { .. } => l.pick("Karte", "Card"),
            Self::Sepa { .. } => l.pick("SEPA-Lastschrift", "SEPA direct debit"),
            Self::Stored { .. } => l.pick("Hinterlegte Zahlungsart", "Stored method"),
        }
    }
}

/// Where the payment of an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Nobody has paid yet.
    Open,
    /// The bank wants to see the payer: somebody has to come to the hosted page.
    AuthenticationRequired,
    /// The debit is on its way; SEPA takes days.
    Processing,
    Paid,
    Failed,
    /// The payer's bank took it back.
    Disputed,
}

impl PaymentState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AuthenticationRequired => "authentication_required",
            Self::Processing => "processing",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Disputed => "disputed",
        }
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Open => l.pick("noch nicht bezahlt", "not paid yet"),
            Self::AuthenticationRequired => l.pick("Bestätigung nötig", "confirmation needed"),
            Self::Processing => l.pick("wird abgebucht", "being debited"),
            Self::Paid => l.pick("bezahlt", "paid"),
            Self::Failed => l.pick("fehlgeschlagen", "failed"),
            Self::Disputed => l.pick("zurückgebucht", "taken back"),
        }
    }

    /// The order may go to the desk.
    #[must_use]
    pub const fn secured(self) -> bool {
        matches!(self, Self::Processing | Self::Paid)
    }

    /// Somebody may try (again).
    #[must_use]
    pub const fn payable(self) -> bool {
        matches!(self, Self::Open | Self::AuthenticationRequired | Self::Failed)
    }
}

/// By which way an attempt is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Way {
    /// On the hosted page.
    Page { sepa: bool, save: bool },
    /// With a stored method, without anybody being there.
    Stored { method: String },
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing yet, or nothing that we know of.
    Pending,
    Processing,
    AuthenticationRequired,
    Succeeded,
    /// With the decline code of the bank.
    Failed {
        code: String,
    },
    /// Closed before anybody paid.
    Closed,
    /// Something was taken that is not what was asked for. Never counts as paid.
    Mismatch,
}

impl Outcome {
    /// Nothing more will come of it by itself.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        !matches!(self, Self::Pending | Self::Processing)
    }
}

/// One attempt to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// 1-based; part of the idempotency key, so that every attempt takes money at most once.
    pub number: u32,
    pub way: Way,
    /// When it was begun, Unix seconds.
    pub begun: i64,
    /// When it was last sent to Stripe: so long it belongs to whoever sent it.
    pub sent: i64,
    /// The hosted page.
    pub session: Option<String>,
    pub url: Option<String>,
    /// Stripe's payment.
    pub intent: Option<String>,
    pub outcome: Outcome,
    /// What it asks for, when the order's sum has changed since; otherwise the payment's amount.
    #[serde(default)]
    pub amount: Option<Money>,
    /// What arrived.
    pub received: Money,
    pub refunded: Money,
    pub disputed: bool,
}

/// What Stripe says about a payment at the moment of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub intent: String,
    pub status: SeenStatus,
    /// What was asked for, in euro; anything in another currency counts as a mismatch.
    pub amount: Option<Money>,
    pub received: Money,
    pub refunded: Money,
    pub disputed: bool,
    pub failure: Option<String>,
}

/// Stripe's word for how far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenStatus {
    Open,
    Action,
    Processing,
    Succeeded,
    Cancelled,
}

/// A refund asked for by the desk, or owed because the order was cancelled or became smaller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRequest {
    /// Ours; the idempotency key at Stripe.
    pub id: String,
    pub intent: String,
    pub amount: Money,
    pub reason: String,
    pub by: String,
    /// Unix seconds.
    pub begun: i64,
    pub sent: i64,
    pub state: RefundState,
}

impl RefundRequest {
    /// One that nobody has sent yet; `now` in Unix seconds.
    #[must_use]
    pub fn new(id: String, intent: String, amount: Money, reason: &str, by: &str, now: i64) -> Self {
        let (reason, by) = (reason.to_owned(), by.to_owned());
        Self { id, intent, amount, reason, by, begun: now, sent: now, state: RefundState::Pending }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    Pending,
    Done,
    Refused,
}

/// The payment of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub order: OrderId,
    /// What is to be paid: the order's gross sum.
    pub amount: Money,
    pub attempts: Vec<Attempt>,
    #[serde(default)]
    pub refunds: Vec<RefundRequest>,
    /// The money was on its way, the order went on, and the money did not come.
    #[serde(default)]
    pub lost: bool,
    /// What the desk has settled in its own way.
    #[serde(default)]
    pub dealt_with: Option<Concern>,
}

impl Payment {
    #[must_use]
    pub const fn new(order: OrderId, amount: Money) -> Self {
        Self { order, amount, attempts: Vec::new(), refunds: Vec::new(), lost: false, dealt_with: None }
    }

    /// Where it stands: what took money counts, then what is on its way, then the last attempt.
    #[must_use]
    pub fn state(&self) -> PaymentState {
        let any = |wanted: fn(&Attempt) -> bool| self.attempts.iter().any(wanted);
        if any(|a| a.outcome == Outcome::Succeeded && !a.disputed) {
            return PaymentState::Paid;
        }
        if any(|a| a.outcome == Outcome::Processing) {
            return PaymentState::Processing;
        }
        if any(|a| a.outcome == Outcome::Succeeded) {
            return PaymentState::Disputed;
        }
        match self.attempts.iter().rev().find(|a| a.outcome != Outcome::Closed).map(|a| &a.outcome) {
            Some(Outcome::AuthenticationRequired) => PaymentState::AuthenticationRequired,
            Some(Outcome::Failed { .. } | Outcome::Mismatch) => PaymentState::Failed,
            _ => PaymentState::Open,
        }
    }

    /// The attempt that may still bring something.
    #[must_use]
    pub fn pending(&self) -> Option<&Attempt> {
        self.attempts.last().filter(|a| !a.outcome.is_over())
    }

    /// May somebody try (again)? Not while money is on its way or something was taken that the desk has to look at.
    #[must_use]
    pub fn payable(&self) -> bool {
        self.state().payable() && !self.needs_a_look()
    }

    /// Something was taken that is not what was asked for, or it was taken twice, and it was not given back: the desk must
    /// look.
    #[must_use]
    pub fn needs_a_look(&self) -> bool {
        let kept = |a: &&Attempt| {
            !a.disputed && a.received.amount > a.refunded.amount && a.outcome != Outcome::Closed
        };
        let wrong = self.attempts.iter().filter(kept).any(|a| a.outcome == Outcome::Mismatch);
        let twice = self.attempts.iter().filter(kept).filter(|a| a.outcome == Outcome::Succeeded).count() > 1;
        wrong || twice
    }

    #[must_use]
    pub fn refunded(&self) -> Money {
        self.attempts.iter().map(|a| a.refunded).sum()
    }

    /// What can still be given back of this attempt: what arrived, less what went back or is on its way back.
    #[must_use]
    pub fn refundable(&self, attempt: &Attempt) -> Money {
        if attempt.disputed {
            return Money::ZERO;
        }
        let under_way: Money = self
            .refunds
            .iter()
            .filter(|r| r.state == RefundState::Pending && Some(&r.intent) == attempt.intent.as_ref())
            .map(|r| r.amount)
            .sum();
        let left = attempt.received - attempt.refunded - under_way;
        if left.amount.is_sign_negative() { Money::ZERO } else { left }
    }

    /// What arrived, is neither owed for the order nor on its way back.
    #[must_use]
    pub fn over(&self, owed: Money) -> Money {
        let kept: Money = self.attempts.iter().map(|a| self.refundable(a)).sum();
        if kept.amount > owed.amount { kept - owed } else { Money::ZERO }
    }

    /// The order is worth something else from here on. What was asked for before keeps its sum: a debit under way brings what
    /// it was sent for, and nobody pays twice for a page that is still open.
    pub fn reprice(&mut self, owed: Money) {
        for attempt in &mut self.attempts {
            attempt.amount.get_or_insert(self.amount);
        }
        self.amount = owed;
    }

    /// What an attempt asks for.
    #[must_use]
    pub fn asked(&self, attempt: &Attempt) -> Money {
        attempt.amount.unwrap_or(self.amount)
    }

    /// What was paid or is on its way; until then what is to be paid.
    #[must_use]
    pub fn counted(&self) -> Money {
        let of = |wanted: fn(&Attempt) -> bool| self.attempts.iter().find(|a| wanted(a));
        of(|a| a.outcome == Outcome::Succeeded && !a.disputed)
            .or_else(|| of(|a| a.outcome == Outcome::Processing))
            .or_else(|| of(|a| a.outcome == Outcome::Succeeded))
            .map_or(self.amount, |attempt| self.asked(attempt))
    }

    /// The attempt with the most to give back.
    #[must_use]
    pub fn to_refund(&self) -> Option<(&Attempt, Money)> {
        self.attempts
            .iter()
            .map(|a| (a, self.refundable(a)))
            .filter(|(a, left)| a.intent.is_some() && !left.is_zero())
            .max_by_key(|(_, left)| left.amount)
    }

    /// The decline code of the last attempt that failed.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.attempts.iter().rev().find_map(|a| match &a.outcome {
            Outcome::Failed { code } => Some(code.as_str()),
            _ => None,
        })
    }

    /// Takes in what Stripe says about attempt `number` (an unknown one is added, so that no money gets lost). The same again
    /// changes nothing; what has succeeded never goes back.
    pub fn see(&mut self, number: u32, seen: &Seen, now: i64) {
        let at = self
            .attempts
            .iter()
            .position(|a| a.intent.as_deref() == Some(&seen.intent))
            .or_else(|| self.attempts.iter().position(|a| a.number == number && a.intent.is_none()));
        let at = at.unwrap_or_else(|| {
            self.attempts.push(Attempt {
                number: self.next_number(),
                way: Way::Page { sepa: false, save: false },
                begun: now,
                sent: now,
                session: None,
                url: None,
                intent: None,
                outcome: Outcome::Pending,
                amount: None,
                received: Money::ZERO,
                refunded: Money::ZERO,
                disputed: false,
            });
            self.attempts.len() - 1
        });
        let amount = self.asked(&self.attempts[at]);
        let attempt = &mut self.attempts[at];
        attempt.intent = Some(seen.intent.clone());
        let over = matches!(attempt.outcome, Outcome::Succeeded | Outcome::Mismatch);
        if !over || seen.received.amount > attempt.received.amount {
            attempt.received = seen.received;
        }
        attempt.refunded = seen.refunded;
        attempt.disputed |= seen.disputed;
        let right = seen.amount == Some(amount);
        let on_page = matches!(attempt.way, Way::Page { .. });
        let outcome = match seen.status {
            SeenStatus::Succeeded if right && seen.received == amount => Outcome::Succeeded,
            SeenStatus::Succeeded => Outcome::Mismatch,
            _ if over => return,
            SeenStatus::Processing if right => Outcome::Processing,
            SeenStatus::Processing => Outcome::Mismatch,
            SeenStatus::Action if on_page => Outcome::Pending,
            SeenStatus::Action => Outcome::AuthenticationRequired,
            SeenStatus::Cancelled => Outcome::Closed,
            SeenStatus::Open => match &seen.failure {
                // On the hosted page the person may still take another card, until the page is closed or a debit failed.
                Some(_) if on_page && attempt.outcome == Outcome::Pending => return,
                Some(code) if code == "authentication_required" => Outcome::AuthenticationRequired,
                Some(code) => Outcome::Failed { code: code.clone() },
                None => return,
            },
        };
        attempt.outcome = outcome;
    }

    /// The number of the next attempt.
    #[must_use]
    pub fn next_number(&self) -> u32 {
        self.attempts.iter().map(|a| a.number).max().unwrap_or(0) + 1
    }
}

/// For views written before there was an `over`.
const fn zero() -> Money {
    Money::ZERO
}

/// A payment as its customer and the desk see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    pub choice: PaymentChoice,
    pub state: PaymentState,
    pub amount: Money,
    pub refunded: Money,
    /// What the desk can still give back.
    pub refundable: Money,
    /// What the order is not worth any more and does not go back by itself: the desk has to see to it.
    #[serde(default = "zero")]
    pub over: Money,
    /// May somebody try (again) now?
    pub payable: bool,
    /// Something was taken that is not what was asked for, or twice: the desk must look.
    pub needs_a_look: bool,
    /// What the desk has to settle.
    #[serde(default)]
    pub concern: Option<Concern>,
    /// Why it failed, in the reader's words: see [`decline_text`].
    pub failure: Option<String>,
}

/// A method the company has stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMethod {
    /// Stripe's id.
    pub id: String,
    pub sepa: bool,
    /// `visa`; the bank's country of an account.
    pub brand: String,
    pub last4: String,
    /// Month and year of a card.
    pub expires: Option<(u8, u16)>,
    /// Offered first.
    pub standard: bool,
    /// May everybody who orders pay with it, or only who manages the company?
    pub everyone: bool,
    pub by: String,
}

impl StoredMethod {
    /// `Visa •••• 4242`, `SEPA DE •••• 3000`.
    #[must_use]
    pub fn label(&self) -> String {
        let mut brand = self.brand.clone();
        if let Some(first) = brand.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let kind = if self.sepa { format!("SEPA {brand}") } else { brand };
        format!("{kind} •••• {}", self.last4)
    }
}

/// What the company pays with, and whether paying this way is possible at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MethodsView {
    /// False without a Stripe key: on account only.
    pub available: bool,
    /// No real money moves.
    pub test: bool,
    pub methods: Vec<StoredMethod>,
    /// May this person change and remove them?
    pub manages: bool,
}

/// Give some of a payment back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundPayment {
    pub key: crate::IdempotencyKey,
    pub order: OrderId,
    pub amount: Money,
    #[serde(default)]
    pub reason: String,
}

/// Why the bank refused, for whoever paid: what happened and what to do. Unknown codes get the general sentence, so that
/// nobody reads a word meant for programs.
#[must_use]
pub fn decline_text(code: &str, l: Language) -> &'static str {
    match code {
        "insufficient_funds" => l.pick(
            "Das Konto war nicht gedeckt. Bitte mit einer anderen Zahlungsart versuchen.",
            "There were not enough funds. Please try another way to pay.",
        ),
        "expired_card" => l.pick("Die Karte ist abgelaufen.", "The card has expired."),
        "authentication_failed" | "payment_intent_authentication_failure" => l.pick(
            "Die Bestätigung bei der Bank ist nicht gelungen.",
            "The confirmation with the bank did not succeed.",
        ),
        "unanswered" => l.pick(
            "Der Zahlungsdienst hat nicht geantwortet; es wurde nichts abgebucht.",
            "The payment service did not answer; nothing was taken.",
        ),
        _ => l.pick(
            "Die Bank hat die Zahlung abgelehnt; es wurde nichts abgebucht.",
            "The bank refused the payment; nothing was taken.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn attempt(number: u32, way: Way) -> Attempt {
        Attempt {
            number,
            way,
            begun: 0,
            sent: 0,
            session: None,
            url: None,
            intent: None,
            outcome: Outcome::Pending,
            amount: None,
            received: Money::ZERO,
            refunded: Money::ZERO,
            disputed: false,
        }
    }

    fn payment(ways: &[Way]) -> Payment {
        let mut payment = Payment::new(OrderId::new("o"), Money::cents(11_900));
        payment.attempts = (1..).zip(ways).map(|(n, w)| attempt(n, w.clone())).collect();
        payment
    }

    fn stored() -> Way {
        Way::Stored { method: "pm".into() }
    }

    fn page() -> Way {
        Way::Page { sepa: false, save: false }
    }

    fn seen(intent: &str, status: SeenStatus) -> Seen {
        let received = if status == SeenStatus::Succeeded { Money::cents(11_900) } else { Money::ZERO };
        Seen {
            intent: intent.into(),
            status,
            amount: Some(Money::cents(11_900)),
            received,
            refunded: Money::ZERO,
            disputed: false,
            failure: None,
        }
    }

    #[test]
    fn a_debit_is_secured_on_its_way_and_can_still_fail() {
        let mut p = payment(&[stored()]);
        p.see(1, &seen("pi", SeenStatus::Processing), 0);
        assert_eq!(p.state(), PaymentState::Processing);
        assert!(p.state().secured() && !p.payable());
        let failed = Seen { failure: Some("insufficient_funds".into()), ..seen("pi", SeenStatus::Open) };
        p.see(1, &failed, 0);
        assert_eq!(
            (p.state(), p.failure(), p.payable()),
            (PaymentState::Failed, Some("insufficient_funds"), true)
        );
    }

    #[test]
    fn what_was_paid_stays_paid_whatever_comes_late() {
        let mut p = payment(&[page()]);
        p.see(1, &seen("pi", SeenStatus::Succeeded), 0);
        for late in [SeenStatus::Open, SeenStatus::Action, SeenStatus::Processing, SeenStatus::Cancelled] {
            p.see(
                1,
                &Seen { failure: Some("x".into()), received: Money::cents(11_900), ..seen("pi", late) },
                0,
            );
            assert_eq!(p.state(), PaymentState::Paid, "{late:?}");
        }
        p.see(1, &Seen { disputed: true, ..seen("pi", SeenStatus::Succeeded) }, 0);
        assert_eq!(p.state(), PaymentState::Disputed);
    }

    #[test]
    fn another_amount_or_currency_is_never_paid_and_the_desk_must_look() {
        let cases = [
            Seen { amount: Some(Money::cents(11_899)), ..seen("pi", SeenStatus::Succeeded) },
            Seen { amount: None, ..seen("pi", SeenStatus::Succeeded) },
            Seen { received: Money::cents(1), ..seen("pi", SeenStatus::Succeeded) },
        ];
        for wrong in cases {
            let mut p = payment(&[page()]);
            p.see(1, &wrong, 0);
            assert!(!p.state().secured() && p.needs_a_look() && !p.payable(), "{wrong:?}");
        }
    }

    #[test]
    fn paid_twice_is_seen_until_one_of_them_was_given_back() {
        let mut p = payment(&[page(), stored()]);
        p.see(1, &seen("pi_1", SeenStatus::Succeeded), 0);
        p.see(2, &seen("pi_2", SeenStatus::Succeeded), 0);
        assert!(p.needs_a_look());
        let back = Seen { refunded: Money::cents(11_900), ..seen("pi_2", SeenStatus::Succeeded) };
        p.see(2, &back, 0);
        assert!(!p.needs_a_look());
        assert_eq!((p.state(), p.refunded()), (PaymentState::Paid, Money::cents(11_900)));
    }

    #[test]
    fn a_refused_card_on_the_page_leaves_the_page_open() {
        let mut p = payment(&[page()]);
        p.see(1, &Seen { failure: Some("generic_decline".into()), ..seen("pi", SeenStatus::Open) }, 0);
        assert_eq!(p.state(), PaymentState::Open);
        assert!(p.pending().is_some(), "another card may be tried on the same page");
    }

    #[test]
    fn never_more_is_given_back_than_came_in() {
        let mut p = payment(&[page()]);
        assert!(p.to_refund().is_none());
        p.see(1, &Seen { refunded: Money::cents(900), ..seen("pi", SeenStatus::Succeeded) }, 0);
        p.refunds.push(RefundRequest {
            id: "r".into(),
            intent: "pi".into(),
            amount: Money::cents(1_000),
            reason: String::new(),
            by: String::new(),
            begun: 0,
            sent: 0,
            state: RefundState::Pending,
        });
        assert_eq!(p.to_refund().unwrap().1, Money::cents(10_000));
        p.refunds[0].amount = Money::cents(99_999);
        assert!(p.to_refund().is_none());
    }

    fn any_seen() -> impl Strategy<Value = (u32, Seen)> {
        let status = prop_oneof![
            Just(SeenStatus::Open),
            Just(SeenStatus::Action),
            Just(SeenStatus::Processing),
            Just(SeenStatus::Succeeded),
            Just(SeenStatus::Cancelled)
        ];
        (1_u32..4, status, any::<bool>(), any::<bool>()).prop_map(|(n, status, failed, right)| {
            let failure = failed.then(|| "generic_decline".to_owned());
            let amount = Some(Money::cents(if right { 11_900 } else { 5 }));
            (n, Seen { amount, failure, ..seen(&format!("pi_{n}"), status) })
        })
    }

    proptest! {
        /// Whatever comes in whatever order and how often: seeing the same again changes nothing, and once the right amount
        /// has arrived it is paid for good.
        #[test]
        fn any_order_and_duplicates_are_harmless(all in prop::collection::vec(any_seen(), 0..12)) {
            let mut p = payment(&[page(), stored(), page()]);
            let mut paid = false;
            for (n, s) in &all {
                p.see(*n, s, 0);
                let once = p.clone();
                p.see(*n, s, 9);
                prop_assert_eq!(&once, &p);
                paid |= s.status == SeenStatus::Succeeded && s.amount == Some(p.amount);
                let mismatched = p.attempts.iter().any(|a| a.outcome == Outcome::Mismatch);
                prop_assert!(!paid || mismatched || p.state() == PaymentState::Paid);
                prop_assert_eq!(p.attempts.len(), 3);
            }
        }
    }
}
