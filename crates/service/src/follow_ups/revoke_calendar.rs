//! The address of a calendar that is lost or no longer needed stops at once.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;

use super::feed::{end_all, my_calendar, reader, subject};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::ManageQuotes`] and for programs; [`Error::NotFound`] when there is
/// none.
pub async fn revoke_calendar(kontor: &Kontor, actor: &Actor) -> Result<(), Error> {
    let person = reader(actor)?;
    my_calendar(kontor, actor).await?.ok_or(Error::NotFound)?;
    let mut change = Change::new(kontor, actor);
    end_all(&mut change, person);
    change.event(&subject(person), Happened::CalendarRevoked);
    change.commit().await.fault()?;
    Ok(())
}
