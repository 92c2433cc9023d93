//! Orders: their states, what may happen in each, and what pages show of them.

mod agreed;
mod approval;
mod change;
mod kept;
mod promise;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::accounts::{Address, Channel};
use crate::case::CaseCode;
use crate::catalog::VatCategory;
use crate::delivery::{Completeness, Freight};
use crate::events::TimelineEntry;
use crate::payments::{PaymentChoice, PaymentView};
use crate::pricing::{LineSums, Surcharge, Totals};
use crate::recurring::Origin;
use crate::returns::{Exclusion, ReturnRule};
use crate::shipments::ShipmentView;
use crate::stock::Allocation;
use crate::{
    CartId, CompanyId, ConfigurationId, Date, IdempotencyKey, Language, Localized, Money, OrderId, PartKey,
    Quantity, Unit,
};

pub use agreed::{Agreed, customer_may_change};
pub use approval::{
    Approval, ApprovalStep, ApprovalSummary, ApproveOrder, Approver, Assignment, Decision, Outlook,
    RejectOrder, UnitOutlook, Voice,
};
pub use change::{
    ChangeDraft, ChangeOrder, ChangeStart, ChangedLine, GRACE_MINUTES, Revision, change_until, revised_text,
};
pub use kept::{KEPT_DAYS, KeptCount, KeptFilter, KeptRows, PromisesKept};
pub use promise::{
    AnswerExpedite, CancelLine, ChoiceKind, ChoiceState, ChooseForLine, Chosen, LineChoice, LineOffers,
    Measured, MeasuredState, Offer, PromiseEntry, PromiseStep, Slip, chosen_text, state_after,
    worth_repeating,
};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Its goods are reserved, but somebody in the customer's company has to approve it first.
    AwaitingApproval,
    /// Approved or in no need of it; it reaches the desk when it is paid or the debit is on its way.
    AwaitingPayment,
    /// On account and more than the company's credit covers: the desk releases or cancels it.
    OnHold,
    /// Received; the desk has not looked at it yet.
    Placed,
    Confirmed,
    Picked,
    PartlyShipped,
    Shipped,
    Cancelled,
}

impl OrderState {
    pub const ALL: [Self; 9] = [
        Self::AwaitingApproval,
        Self::AwaitingPayment,
        Self::OnHold,
        Self::Placed,
        Self::Confirmed,
        Self::Picked,
        Self::PartlyShipped,
        Self::Shipped,
        Self::Cancelled,
    ];

    /// The state an order enters when it is placed or has just been approved: approval comes before payment, and the desk
    /// sees it after both. `held`: on account, and the company's credit does not cover it.
    #[must_use]
    pub const fn entrance(needs_approval: bool, needs_payment: bool, held: bool) -> Self {
        match (needs_approval, needs_payment, held) {
            (true, ..) => Self::AwaitingApproval,
            (false, true, _) => Self::AwaitingPayment,
            (false, false, true) => Self::OnHold,
            (false, false, false) => Self::Placed,
        }
    }

    /// Has it reached the desk, and not been cancelled?
    #[must_use]
    pub const fn binding(self) -> bool {
        !matches!(self, Self::AwaitingApproval | Self::AwaitingPayment | Self::OnHold | Self::Cancelled)
    }

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AwaitingApproval => "awaiting_approval",
            Self::AwaitingPayment => "awaiting_payment",
            Self::OnHold => "on_hold",
            Self::Placed => "placed",
            Self::Confirmed => "confirmed",
            Self::Picked => "picked",
            Self::PartlyShipped => "partly_shipped",
            Self::Shipped => "shipped",
            Self::Cancelled => "cancelled",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The word the customer reads.
    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::AwaitingApproval => l.pick("wartet auf Freigabe", "awaiting approval"),
            Self::AwaitingPayment => l.pick("wartet auf Zahlung", "awaiting payment"),
            Self::OnHold => l.pick("wird geprüft", "under review"),
            Self::Placed => l.pick("eingegangen", "received"),
            Self::Confirmed => l.pick("bestätigt", "confirmed"),
            Self::Picked => l.pick("gepackt", "picked"),
            Self::PartlyShipped => l.pick("teilweise versandt", "partly shipped"),
            Self::Shipped => l.pick("versandt", "shipped"),
            Self::Cancelled => l.pick("storniert", "cancelled"),
        }
    }

    /// The customer and the desk may cancel until the goods are packed.
    #[must_use]
    pub const fn cancellable(self) -> bool {
        matches!(
            self,
            Self::AwaitingApproval | Self::AwaitingPayment | Self::OnHold | Self::Placed | Self::Confirmed
        )
    }

    /// The desk may confirm, also again with other dates.
    #[must_use]
    pub const fn confirmable(self) -> bool {
        matches!(self, Self::Placed | Self::Confirmed | Self::Picked | Self::PartlyShipped)
    }

    #[must_use]
    pub const fn pickable(self) -> bool {
        matches!(self, Self::Confirmed)
    }

    #[must_use]
    pub const fn shippable(self) -> bool {
        matches!(self, Self::Confirmed | Self::Picked | Self::PartlyShipped)
    }
}

/// A configuration as it was in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configured {
    pub id: ConfigurationId,
    pub version: u32,
}

/// One line as agreed when the order was placed, plus its promise and progress.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderLine {
    /// 1-based; stays the same for the life of the order.
    pub position: u32,
    /// Absent for what is made or done for this order: a configured machine, a service, a special part.
    #[serde(default)]
    pub part: Option<PartKey>,
    /// Which configuration it is, when it is one.
    #[serde(default)]
    pub configuration: Option<Configured>,
    /// May be empty where there is no part: see [`OrderLine::called`].
    pub number: String,
    pub name: Localized,
    pub quantity: Quantity,
    pub unit: Unit,
    pub net: Money,
    pub amount: Money,
    pub vat: VatCategory,
    pub reference: String,
    pub note: String,
    /// The default where there is no part.
    pub allocation: Allocation,
    /// The date promised when the order was placed.
    pub promised: Date,
    /// The date the desk stands by now; absent until confirmed.
    pub confirmed: Option<Date>,
    /// Why `confirmed` differs from `promised`, in the desk's words.
    pub reason: String,
    pub shipped: Quantity,
    /// Taken off since it was ordered; `quantity` is what is left.
    #[serde(default)]
    pub cancelled: Quantity,
    /// The position that came in its place.
    #[serde(default)]
    pub replaced_by: Option<u32>,
    /// The customer was told that it comes later.
    #[serde(default)]
    pub slip: Option<Slip>,
    /// The day it is measured by, when that is not the one promised: see [`OrderLine::due`].
    #[serde(default)]
    pub due: Option<Date>,
    /// The day on which everything of it had left.
    #[serde(default)]
    pub done: Option<Date>,
    /// On which terms it comes back, as they were when it was ordered; with the core deposit of one unit.
    #[serde(default)]
    pub returns: ReturnRule,
    /// For the metal in it, with the notation that counted when it was ordered.
    #[serde(default)]
    pub metal: Option<Surcharge>,
}

impl OrderLine {
    /// The part and what is held of it in stock; nothing for what is no part, which no warehouse has.
    #[must_use]
    pub fn reserved(&self) -> Option<(&PartKey, &Allocation)> {
        self.part.as_ref().map(|part| (part, &self.allocation))
    }

    /// So much of it can leave now: what is reserved, and of what is no part everything that is open.
    #[must_use]
    pub fn ready(&self) -> Quantity {
        self.reserved().map_or(self.open(), |(_, held)| held.reserve.min(self.open()))
    }

    /// What people call it: its number, or its name where it has none. Events keep the German one.
    #[must_use]
    pub fn called(&self, l: Language) -> &str {
        self.name.called(&self.number, l)
    }

    /// On which terms it comes back. What was made or done for this order does not, whatever was agreed.
    #[must_use]
    pub fn return_rule(&self) -> ReturnRule {
        let made = self.part.is_none().then_some(Exclusion::MadeToOrder);
        ReturnRule { excluded: self.returns.excluded.or(made), ..self.returns.clone() }
    }

    /// Core deposit of the whole line, net; comes on top of `amount`.
    #[must_use]
    pub fn deposit(&self) -> Money {
        self.returns.deposit().times(self.quantity.0)
    }

    /// Metal surcharge of the whole line, net; comes on top of `amount`.
    #[must_use]
    pub fn surcharge(&self) -> Money {
        self.metal.map_or(Money::ZERO, |metal| metal.of(self.quantity))
    }

    /// Its part of the sums.
    #[must_use]
    pub fn sums(&self) -> LineSums {
        LineSums { goods: self.amount, deposit: self.deposit(), surcharge: self.surcharge(), vat: self.vat }
    }

    #[must_use]
    pub fn open(&self) -> Quantity {
        Quantity((self.quantity.0 - self.shipped.0).max(rust_decimal::Decimal::ZERO))
    }

    /// The date that counts now.
    #[must_use]
    pub fn date(&self) -> Date {
        self.confirmed.unwrap_or(self.promised)
    }
}

/// An order as its customer and the desk see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    pub id: OrderId,
    pub case: CaseCode,
    pub company: CompanyId,
    pub company_name: String,
    pub company_number: String,
    pub state: OrderState,
    pub placed_at: DateTime,
    /// The customer's person who ordered, also where somebody else entered it.
    pub placed_by: String,
    /// Who of the dealer entered it for them; empty when they did so themselves.
    #[serde(default)]
    pub entered_by: String,
    pub channel: Channel,
    pub po_number: String,
    pub note: String,
    pub requested: Option<Date>,
    pub delivery: Address,
    pub billing: Address,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    pub shipments: Vec<ShipmentView>,
    /// Unit and cost centre of the customer.
    #[serde(default)]
    pub assignment: Assignment,
    /// Why the customer's own people were asked, and what they said; absent when nobody had to be.
    #[serde(default)]
    pub approval: Option<Approval>,
    pub timeline: Vec<TimelineEntry>,
    /// Absent for an order on account.
    #[serde(default)]
    pub payment: Option<PaymentView>,
    /// Every date that was ever named, oldest first.
    #[serde(default)]
    pub ledger: Vec<PromiseEntry>,
    /// What there is to choose from, for lines that come later.
    #[serde(default)]
    pub offers: Vec<LineOffers>,
    /// The last day on which its payment is waited for; absent before the payment is asked for, and for an order on account.
    #[serde(default)]
    pub pay_by: Option<Date>,
    /// What it counts for in the company's credit, gross: from when it reaches the desk on account until it is settled.
    #[serde(default)]
    pub owed: Option<Money>,
    /// The recurring order it came of.
    #[serde(default)]
    pub recurring: Option<Origin>,
    /// The offer it came of.
    #[serde(default)]
    pub agreed: Option<Agreed>,
    /// Absent where none was reckoned; part of `totals`.
    #[serde(default)]
    pub freight: Option<Freight>,
    #[serde(default)]
    pub completeness: Completeness,
    /// Until when the customer may still change it: see [`change_until`].
    #[serde(default)]
    pub change_until: Option<DateTime>,
    /// Counts up with every change; a command that carries an old one is refused.
    pub version: i64,
}

/// A row of a list of orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    pub id: OrderId,
    pub case: CaseCode,
    pub company_name: String,
    pub state: OrderState,
    pub placed_at: DateTime,
    pub placed_by: String,
    /// As [`OrderView::entered_by`].
    #[serde(default)]
    pub entered_by: String,
    pub channel: Channel,
    pub po_number: String,
    pub lines: u32,
    pub net: Money,
    /// The latest date of its open lines.
    pub date: Option<Date>,
    /// A line is later than first promised.
    pub late: bool,
    /// A line has slipped: whose turn it is.
    #[serde(default)]
    pub choice: Option<ChoiceState>,
}

/// Which orders to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderFilter {
    #[serde(default)]
    pub state: Option<OrderState>,
    /// Part of PO number, case code or customer name is not searched: the case code is, exactly.
    #[serde(default)]
    pub case: Option<String>,
    /// Only this company's, for the desk. To customers other companies do not exist.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// Only orders with a line that has slipped, by whose turn it is; then the state is not looked at.
    #[serde(default)]
    pub choice: Option<ChoiceState>,
    /// Only what came this way.
    #[serde(default)]
    pub channel: Option<Channel>,
    #[serde(default)]
    pub after: Option<String>,
}

/// Order what is in a cart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlaceOrder {
    pub key: IdempotencyKey,
    /// Which cart; absent for the person's current one.
    #[serde(default)]
    pub cart: Option<CartId>,
    /// Id of one of the company's addresses.
    pub delivery: String,
    pub billing: String,
    #[serde(default)]
    pub po_number: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub requested: Option<Date>,
    /// "We order as a business": without it the order is refused.
    pub business: bool,
    /// The net sum the person saw, freight included; when it no longer holds, the order is refused and the cart shows the new one.
    pub seen_net: Option<Money>,
    /// What of it was freight.
    #[serde(default)]
    pub seen_freight: Option<Money>,
    /// Code of the service that brings it; empty for the company's usual one.
    #[serde(default)]
    pub service: String,
    /// Absent for what holds for the company.
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// Id of the unit of the company that pays; empty for the own one.
    #[serde(default)]
    pub unit: String,
    /// Code of the company's cost centre.
    #[serde(default)]
    pub cost_centre: String,
    /// How it is to be paid.
    #[serde(default)]
    pub payment: PaymentChoice,
}

/// Confirm an order, moving lines where needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmOrder {
    pub order: OrderId,
    pub version: i64,
    /// Lines that come on another day than promised.
    #[serde(default)]
    pub moved: Vec<MovedLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedLine {
    pub position: u32,
    pub date: Date,
    pub reason: String,
}

/// Let an order go on that the company's credit does not cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseOrder {
    pub order: OrderId,
    pub version: i64,
    /// For the company's history; the customer reads it too.
    pub reason: String,
}

/// Cancel this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrder {
    pub order: OrderId,
    pub version: i64,
    #[serde(default)]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_left_the_house_can_neither_be_cancelled_nor_confirmed() {
        for state in [OrderState::Shipped, OrderState::Cancelled] {
            assert!(!state.cancellable() && !state.confirmable() && !state.pickable() && !state.shippable());
        }
        assert!(OrderState::Placed.cancellable() && !OrderState::Placed.shippable());
    }

    #[test]
    fn a_line_written_before_there_were_others_than_parts_is_of_its_part() {
        let line = serde_json::json!({
            "position": 1, "part": "hy-1", "number": "HY-1", "name": {"de": "Filter", "en": "filter"}, "quantity": "2",
            "unit": "piece", "net": Money::cents(500), "amount": Money::cents(1_000), "vat": "standard", "reference": "", "note": "",
            "allocation": {"warehouse": "ulm", "reserve": "2", "backorder": "0"}, "promised": "2026-11-27", "confirmed": null,
            "reason": "", "shipped": "0"
        });
        let line: OrderLine = serde_json::from_value(line).unwrap();
        assert_eq!((line.part.clone(), line.configuration.clone()), (Some(PartKey::new("hy-1")), None));
        assert_eq!(line.reserved(), Some((&PartKey::new("hy-1"), &line.allocation)));
        assert_eq!(line.return_rule(), ReturnRule::default());
        let again: OrderLine = serde_json::from_value(serde_json::to_value(&line).unwrap()).unwrap();
        assert_eq!(again, line);
    }

    #[test]
    fn what_is_made_for_an_order_is_in_no_warehouse_and_does_not_come_back() {
        let line = serde_json::json!({
            "position": 2, "configuration": {"id": "01C", "version": 3}, "number": "", "name": {"de": "Radlader WL 28"},
            "quantity": "1", "unit": "piece", "net": Money::cents(500), "amount": Money::cents(500), "vat": "standard", "reference": "",
            "note": "", "allocation": Allocation::default(), "promised": "2026-11-27", "confirmed": null, "reason": "", "shipped": "0"
        });
        let mut line: OrderLine = serde_json::from_value(line).unwrap();
        assert_eq!((&line.part, line.reserved()), (&None, None));
        assert_eq!(line.configuration, Some(Configured { id: ConfigurationId::new("01C"), version: 3 }));
        assert_eq!(line.return_rule().excluded, Some(Exclusion::MadeToOrder));
        assert_eq!((line.called(Language::En), line.ready()), ("Radlader WL 28", Quantity::ONE));
        assert_eq!(line.take_off(Quantity::ONE), Allocation::default(), "nothing of it was held");
        assert!(line.gone());
        let again: OrderLine = serde_json::from_value(serde_json::to_value(&line).unwrap()).unwrap();
        assert_eq!(again, line);
    }

    #[test]
    fn an_order_meets_approval_then_payment_then_the_desk() {
        assert_eq!(OrderState::entrance(true, true, true), OrderState::AwaitingApproval);
        assert_eq!(OrderState::entrance(false, true, true), OrderState::AwaitingPayment);
        assert_eq!(OrderState::entrance(false, false, true), OrderState::OnHold);
        assert_eq!(OrderState::entrance(false, false, false), OrderState::Placed);
        for waiting in [OrderState::AwaitingApproval, OrderState::AwaitingPayment, OrderState::OnHold] {
            assert!(
                waiting.cancellable() && !waiting.confirmable() && !waiting.shippable() && !waiting.binding()
            );
        }
    }

    #[test]
    fn every_state_has_its_own_code() {
        for s in OrderState::ALL {
            assert_eq!(OrderState::parse(s.code()), Some(s));
        }
    }
}
