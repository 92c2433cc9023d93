//! What a signed form says of the machine it is about.

use kontor_domain::Error;
use kontor_domain::forms::operating_hours;

use super::rows::{FormRow, template_of};
use crate::change::Change;
use crate::{Kontor, machines};

/// The operating hours that the dealer's people read, as of the day on which the form was last filled in. A customer's own form is their
/// word and no reading.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn tell_machine(
    kontor: &Kontor,
    change: &mut Change<'_>,
    row: &FormRow,
) -> Result<(), Error> {
    let data = &row.data.0;
    if data.machine.is_empty() || data.for_customers {
        return Ok(());
    }
    let (template, day) = (template_of(kontor, row).await?, data.changed.date());
    match operating_hours(&template, &data.filled.answers(), day) {
        Some(hours) => machines::read_hours(kontor, change, &data.machine, hours, day).await,
        None => Ok(()),
    }
}
