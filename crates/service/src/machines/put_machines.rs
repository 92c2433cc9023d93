//! Machines come in from the dealer's own systems, with what was read of them there.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::machines::Machine;

use super::rows::{MachineRow, by_serial, record, write};
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// Writes them whether they are there or not; what is known of them is taken as it is. Without events: it is the other system's history.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::Invalid`] with `serial`.
pub async fn put_machines(kontor: &Kontor, actor: &Actor, machines: Vec<Machine>) -> Result<(), Error> {
    actor.require(Right::ManageCustomers)?;
    let mut change = Change::new(kontor, actor);
    for mut machine in machines {
        machine.serial = kontor_domain::machines::serial(&machine.serial)
            .map_err(|problem| Error::invalid("serial", problem))?;
        match by_serial(kontor, &machine.serial).await? {
            None => {
                machine.version = 1;
                let id = record(&machine.serial);
                change.tx.create(id, MachineRow::new(kontor.new_id(), machine));
            }
            Some(before) => {
                machine.version = before.version + 1;
                write(&mut change, before, machine);
            }
        }
    }
    or_changed(change.commit().await).map(|_| ())
}
