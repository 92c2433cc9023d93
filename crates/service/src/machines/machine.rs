//! One machine.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::machines::MachineView;

use super::rows;
use crate::Kontor;

/// By its serial number, however it is written.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub async fn machine(kontor: &Kontor, actor: &Actor, serial: &str) -> Result<MachineView, Error> {
    let machine = rows::seen(kontor, actor, serial).await?;
    Ok(MachineView { machine, may_change: actor.company().is_none() && actor.has(Right::ManageCustomers) })
}
