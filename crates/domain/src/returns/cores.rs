//! The ledger of cores: deposits that were charged, what came back, what is still open.

use serde::{Deserialize, Serialize};

use crate::case::CaseCode;
use crate::{CompanyId, Date, Decimal, Localized, Money, OrderId, Quantity, Unit};

/// Cores of an order's line that are, or were, out with the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoreView {
    pub order: OrderId,
    pub case: CaseCode,
    pub company: CompanyId,
    pub company_name: String,
    pub position: u32,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    /// Of one unit, net.
    pub deposit: Money,
    /// So many deposits were charged: with each parcel those of what it holds.
    pub charged: Quantity,
    /// On their way back, or back and not decided yet.
    pub returned: Quantity,
    pub credited: Quantity,
    /// The last day; counted from the last parcel.
    pub until: Date,
    /// That day has passed.
    pub over: bool,
}

impl CoreView {
    /// Neither back nor on their way.
    #[must_use]
    pub fn open(&self) -> Quantity {
        Quantity((self.charged.0 - self.returned.0 - self.credited.0).max(Decimal::ZERO))
    }

    /// The deposits of what is open, net.
    #[must_use]
    pub fn open_deposit(&self) -> Money {
        self.deposit.times(self.open().0)
    }
}

/// Which cores to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CoreFilter {
    /// Also those that are all back.
    #[serde(default)]
    pub all: bool,
    /// Only this company's, for the desk. To customers other companies do not exist.
    #[serde(default)]
    pub company: Option<CompanyId>,
    #[serde(default)]
    pub after: Option<String>,
}

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoreLedger {
    pub cores: Vec<CoreView>,
    /// Net deposits that are open on this page.
    pub open: Money,
    pub next: Option<String>,
}
