//! What customers find at a warehouse: address, hours, and whether they can collect there.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::stock::{Branch, SaveBranch, Warehouse};
use kontor_domain::{Error, FieldError, Problem};
use kontor_store::{SerdeWrapper, rid};

use super::rows::WarehouseRow;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Orders that are to be collected there keep the address they were placed with.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`]; [`Error::Invalid`] with every wrong field at once.
pub async fn save_branch(kontor: &Kontor, actor: &Actor, command: &SaveBranch) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let all = kontor.warehouses().await?;
    let before = all.iter().find(|w| w.id == command.warehouse).ok_or(Error::NotFound)?;
    let fields = command.branch.as_ref().map(problems).unwrap_or_default();
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let warehouse = Warehouse { branch: command.branch.clone(), ..before.clone() };
    let mut change = Change::new(kontor, actor);
    let name = warehouse.name.clone();
    change
        .tx
        .upsert(rid("warehouse", warehouse.id.to_string()), WarehouseRow { data: SerdeWrapper(warehouse) });
    change.event(&Subject::new("warehouse", command.warehouse.as_str()), Happened::BranchChanged { name });
    change.commit().await.fault()?;
    kontor.forget();
    Ok(())
}

fn problems(branch: &Branch) -> Vec<FieldError> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    for (field, text) in [("street", &branch.street), ("postcode", &branch.postcode), ("city", &branch.city)]
    {
        match text.trim().chars().count() {
            0 => wrong(field, Problem::Required),
            n if n > 100 => wrong(field, Problem::TooLong { max: 100 }),
            _ => {}
        }
    }
    if branch.hours.chars().count() > 200 {
        wrong("hours", Problem::TooLong { max: 200 });
    }
    if !(0..=10).contains(&branch.ready_hours) {
        wrong("ready_hours", Problem::AtMost { max: 10 });
    }
    if !(0..=30).contains(&branch.transfer_days) {
        wrong("transfer_days", Problem::AtMost { max: 30 });
    }
    fields
}
