//! The table `core`: what was shipped with a deposit, and what of it came back.

use kontor_domain::case::CaseCode;
use kontor_domain::returns::{CoreView, ReturnRule};
use kontor_domain::{CompanyId, Date, Decimal, Localized, Money, OrderId, Quantity, Unit};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, rid};
use serde::{Deserialize, Serialize};

use super::taken::key;
use crate::Kontor;
use crate::change::Change;
use crate::orders::rows::{OrderData, OrderRow};

/// `data` of a line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CoreData {
    order: OrderId,
    case: CaseCode,
    company_name: String,
    position: u32,
    number: String,
    name: Localized,
    unit: Unit,
    /// Of one unit, net.
    deposit: Money,
    until: Date,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewCoreRow {
    id: RecordId,
    seq: String,
    company: String,
    state: String,
    charged: Decimal,
    returned: Decimal,
    credited: Decimal,
    data: SerdeWrapper<CoreData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct CoreRow {
    pub seq: String,
    company: String,
    charged: Decimal,
    returned: Decimal,
    credited: Decimal,
    data: SerdeWrapper<CoreData>,
}

pub(super) const COLUMNS: &str = "seq, company, charged, returned, credited, data";

/// `open` until every deposit is credited.
pub(super) fn state(charged: Decimal, credited: Decimal) -> &'static str {
    if credited < charged { "open" } else { "closed" }
}

/// Enters the deposits of what leaves with a parcel, in its transaction. The day until which the cores are taken back counts
/// from the last parcel.
pub(crate) fn charge(
    kontor: &Kontor,
    change: &mut Change<'_>,
    row: &OrderRow,
    data: &OrderData,
    parcel: &[(u32, Quantity)],
) {
    let order = OrderId(row.seq.clone());
    let until = ReturnRule::core_until(kontor.clock.local().date());
    let rows = parcel.iter().filter_map(|(position, quantity)| {
        let line = data.lines.iter().find(|l| l.position == *position).filter(|l| l.returns.has_deposit())?;
        Some(NewCoreRow {
            id: rid("core", key(&order, *position)),
            seq: format!("{order}|{position:05}"),
            company: row.company.clone(),
            state: "open".into(),
            charged: quantity.0,
            returned: Decimal::ZERO,
            credited: Decimal::ZERO,
            data: SerdeWrapper(CoreData {
                order: order.clone(),
                case: CaseCode::parse(&row.case).unwrap_or_default(),
                company_name: data.company_name.clone(),
                position: *position,
                number: line.number.clone(),
                name: line.name.clone(),
                unit: line.unit,
                deposit: line.returns.deposit(),
                until,
            }),
        })
    });
    change.tx.insert_or_update(
        "core",
        rows.collect(),
        "charged += $input.charged, state = $input.state, data = $input.data",
    );
}

impl CoreRow {
    pub fn view(self, today: Date) -> CoreView {
        let data = self.data.0;
        let quantity = |d: Decimal| Quantity(d.normalize());
        CoreView {
            order: data.order,
            case: data.case,
            company: CompanyId(self.company),
            company_name: data.company_name,
            position: data.position,
            number: data.number,
            name: data.name,
            unit: data.unit,
            deposit: data.deposit,
            charged: quantity(self.charged),
            returned: quantity(self.returned),
            credited: quantity(self.credited),
            until: data.until,
            over: data.until < today,
        }
    }
}
