//! What pages and the API show of returns.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{ReturnKind, ReturnLine, ReturnRule, ReturnState};
use crate::accounts::{Address, Channel};
use crate::case::CaseCode;
use crate::photos::Photo;
use crate::pricing::{LineSums, Totals, VatTreatment};
use crate::{
    CompanyId, Date, FieldError, IdempotencyKey, Localized, Money, OrderId, Quantity, ReturnId, Unit,
    WarehouseId,
};

/// The number of a return, as on its label: the code of its order and which of the order's returns it is.
#[must_use]
pub fn return_code(case: &CaseCode, id: &ReturnId) -> String {
    format!("{case}-R{}", order_of(id).1)
}

/// A return's id names its order and which of the order's returns it is: `ORDER-2`.
#[must_use]
pub fn order_of(id: &ReturnId) -> (OrderId, u32) {
    let (order, n) = id.as_str().rsplit_once('-').unwrap_or((id.as_str(), ""));
    (OrderId::new(order), n.parse().unwrap_or(0))
}

/// The number of credit `n` of a year: `GS-2026-00017`.
#[must_use]
pub fn credit_number(year: i16, n: i64) -> String {
    format!("GS-{year}-{n:05}")
}

/// A credit: the dealer's correction of what was invoiced (UStG section 17 (1)). Not a "Gutschrift" in the sense of UStG
/// section 14 (2), which the buyer would issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Without gaps; see [`credit_number`].
    pub number: String,
    pub totals: Totals,
    /// What goes back the way it was paid; the rest stays on account.
    pub refund: Money,
}

impl Credit {
    /// What stays on account, VAT included.
    #[must_use]
    pub fn on_account(&self) -> Money {
        self.totals.gross - self.refund
    }
}

/// A return as its customer and the desk see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    pub id: ReturnId,
    /// See [`return_code`].
    pub code: String,
    pub order: OrderId,
    pub case: CaseCode,
    pub company: CompanyId,
    pub company_name: String,
    pub company_number: String,
    pub po_number: String,
    /// Where it comes from, for the label.
    pub sender: Address,
    pub state: ReturnState,
    /// What the customer wrote.
    pub words: String,
    pub requested_at: DateTime,
    pub requested_by: String,
    pub channel: Channel,
    pub photos: Vec<Photo>,
    pub lines: Vec<ReturnLine>,
    /// Of the credit, as far as it is known; see [`ReturnLine::now`].
    pub totals: Totals,
    /// Where it was received, or is to be sent.
    pub warehouse: WarehouseId,
    pub received_at: Option<DateTime>,
    pub decided_at: Option<DateTime>,
    /// What the desk wrote with its decision.
    pub answer: String,
    /// Absent until it is decided, and when nothing is due.
    pub credit: Option<Credit>,
    /// May the reader take it back and add photos?
    pub mine: bool,
    /// Counts up with every change; a command that carries an old one is refused.
    pub version: i64,
}

/// The sums of a return's lines.
#[must_use]
pub fn return_totals(lines: &[ReturnLine], treatment: VatTreatment) -> Totals {
    // What was paid for the metal comes back with the goods.
    let sums = |l: &ReturnLine| {
        let (goods, deposit) = (l.now().goods(), l.now().deposit);
        LineSums { goods, deposit, surcharge: Money::ZERO, vat: l.vat }
    };
    Totals::of_lines(lines.iter().map(sums), treatment)
}

/// A row of a list of returns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSummary {
    pub id: ReturnId,
    pub code: String,
    pub company_name: String,
    pub state: ReturnState,
    /// The first line's.
    pub kind: ReturnKind,
    pub requested_at: DateTime,
    pub requested_by: String,
    pub lines: u32,
    pub photos: u32,
    /// What it comes to, VAT included.
    pub gross: Money,
    /// Of the credit, once there is one.
    pub credit: Option<String>,
}

/// Which returns to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReturnFilter {
    #[serde(default)]
    pub state: Option<ReturnState>,
    /// The number of one return, or the code of an order whose returns are meant.
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub after: Option<String>,
}

/// The returns of one order, for its page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderReturns {
    pub returns: Vec<ReturnSummary>,
    /// May the reader send something of it back?
    pub may: bool,
}

/// A line of an order that may come back, for the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnableLine {
    pub position: u32,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    pub shipped: Quantity,
    /// What is not on its way back yet.
    pub left: Quantity,
    /// Cores that are still out.
    pub cores_left: Quantity,
    /// The last day of a voluntary return.
    pub until: Option<Date>,
    /// The last day for the core; absent without a deposit.
    pub core_until: Option<Date>,
    pub rule: ReturnRule,
    /// What the chosen quantity is worth; absent when none was chosen or something is wrong with it.
    pub quoted: Option<ReturnLine>,
}

/// The form of a new return, with the preview of what was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnStart {
    /// Made here once per form, so that sent twice it happens once.
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub case: CaseCode,
    /// The dealer's day.
    pub today: Date,
    /// Only what was shipped.
    pub lines: Vec<ReturnableLine>,
    /// Of the chosen lines; absent until some were chosen and nothing is wrong with them.
    pub totals: Option<Totals>,
    /// What is wrong with the chosen lines: `quantity.POSITION`.
    pub wrong: Vec<FieldError>,
    /// One of the chosen lines is a claim: words are needed.
    pub claim: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_is_named_by_its_order() {
        let id = ReturnId::new("01JDEMO-2");
        assert_eq!(order_of(&id), (OrderId::new("01JDEMO"), 2));
        let case = CaseCode::from_random(7);
        assert_eq!(return_code(&case, &id), format!("{case}-R2"));
        assert_eq!(credit_number(2026, 17), "GS-2026-00017");
    }
}
