//! The table `calendar_feed`: who reads their follow-ups in a calendar, at an address that only they know.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::follow_ups::CalendarView;
use kontor_domain::{Error, PersonId};
use kontor_store::{Datetime, RecordId, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::accounts::rows::fingerprint;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct FeedRow {
    pub person: String,
    pub made: Datetime,
}

pub(super) fn record(secret: &str) -> RecordId {
    rid("calendar_feed", fingerprint(secret))
}

/// Stands in the history of the person, as their sign-ins do.
pub(super) fn subject(person: &PersonId) -> Subject {
    Subject::new("person", person.as_str())
}

/// Who has follow-ups of their own: a person of the dealer. A program has none.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) fn reader(actor: &Actor) -> Result<&PersonId, Error> {
    actor.require(Right::ManageQuotes)?;
    actor.person().ok_or(Error::Forbidden)
}

/// The reader's own calendar; nothing for who has no address of one.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub async fn my_calendar(kontor: &Kontor, actor: &Actor) -> Result<Option<CalendarView>, Error> {
    actor.require(Right::ManageQuotes)?;
    let Some(person) = actor.person() else { return Ok(None) };
    let mut vars = Variables::new();
    vars.insert("person", person.to_string());
    let sql = "SELECT person, made FROM calendar_feed WHERE person = $person LIMIT 1";
    let rows: Vec<FeedRow> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.first().map(|row| CalendarView { made: kontor.clock.local_of(&row.made) }))
}

/// Ends every address of a person.
pub(super) fn end_all(change: &mut Change<'_>, person: &PersonId) {
    let person = change.tx.bind(person.to_string());
    change.tx.push(format!(
        "FOR $f IN (SELECT VALUE id FROM calendar_feed WHERE person = {person}) {{ DELETE $f RETURN NONE }}"
    ));
}
