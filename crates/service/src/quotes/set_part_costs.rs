//! What parts cost the dealer: from the dealer's own system. It is only ever written here; people with the right see it in offers.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::quotes::{MAX_PRICE, UnitCost};
use kontor_domain::{Decimal, Error, FieldError, PartKey, Problem};
use kontor_store::SerdeWrapper;

use super::costs::{NewPartCostRow, part_record};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// What one unit of a part costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCost {
    pub part: PartKey,
    pub cost: UnitCost,
}

/// Writes them, all or nothing, up to 1,000 at a time.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::Invalid`] naming each entry that makes no sense.
pub async fn set_part_costs(kontor: &Kontor, actor: &Actor, costs: Vec<PartCost>) -> Result<(), Error> {
    actor.require(Right::ManageCatalog)?;
    if costs.len() > 1_000 {
        return Err(Error::invalid("costs", Problem::TooMuch));
    }
    let mut fields = Vec::new();
    for (i, PartCost { part, cost }) in costs.iter().enumerate() {
        let mut wrong = |field: &str, problem| {
            fields.push(FieldError { field: format!("costs[{i}].{field}"), problem });
        };
        if part.as_str().is_empty() {
            wrong("part", Problem::Required);
        }
        for (field, value) in [("purchase", cost.purchase), ("freight", cost.freight)] {
            if value.is_sign_negative() || value > Decimal::from(MAX_PRICE) {
                wrong(field, Problem::NotANumber);
            }
        }
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&cost.bonus) {
            wrong("bonus", Problem::NotAPercentage);
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let rows = costs
        .into_iter()
        .map(|PartCost { part, cost }| NewPartCostRow { id: part_record(&part), data: SerdeWrapper(cost) })
        .collect();
    let mut change = Change::new(kontor, actor);
    change.tx.insert_or_update("part_cost", rows, "data = $input.data");
    change.commit().await.fault().map(|_| ())
}
