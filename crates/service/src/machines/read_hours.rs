//! How long a machine has run is read off its meter, and told by a report that was signed.

use kontor_domain::events::Happened;
use kontor_domain::{Date, Decimal, Error};

use super::rows::{by_serial, subject, write};
use crate::Kontor;
use crate::change::Change;

/// Puts what was read on a day into a change, unless more is known, or something newer: see
/// [`kontor_domain::machines::Machine::with_hours`]. Nothing is written of a machine that nobody wrote down.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn read_hours(
    kontor: &Kontor,
    change: &mut Change<'_>,
    serial: &str,
    hours: Decimal,
    day: Date,
) -> Result<(), Error> {
    let Some(before) = by_serial(kontor, serial).await? else { return Ok(()) };
    let Some(machine) = before.data.0.machine.with_hours(hours, day) else { return Ok(()) };
    let about = subject(&machine);
    write(change, before, machine);
    change.event(&about, Happened::HoursRead { serial: serial.to_owned(), hours });
    Ok(())
}
