//! Makes the address at which somebody of the dealer subscribes to their follow-ups.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{Error, IdempotencyKey, Problem};

use super::feed::{FeedRow, end_all, reader, record, subject};
use crate::Kontor;
use crate::accounts::rows::fingerprint;
use crate::change::{Change, Outcome};
use crate::fault::Fault as _;

/// Answers the address. The one before stops: whoever lost it, or gave it away by mistake, makes another one.
///
/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::ManageQuotes`] and for programs; [`Error::Invalid`] with `key`;
/// [`Error::Conflict`] with [`Problem::AlreadyDone`] when the same key comes again: the secret is not kept, so it cannot be told twice.
pub async fn make_calendar(kontor: &Kontor, actor: &Actor, key: &IdempotencyKey) -> Result<String, Error> {
    let person = reader(actor)?;
    key.check().map_err(|problem| Error::invalid("key", problem))?;
    let secret = kontor.ids.secret();
    let mut change = Change::new(kontor, actor);
    change.once("make_calendar", key, &fingerprint(&secret));
    end_all(&mut change, person);
    let row = FeedRow { person: person.to_string(), made: kontor.clock.stamp() };
    change.tx.create(record(&secret), row);
    change.event(&subject(person), Happened::CalendarMade);
    match change.commit().await.fault()? {
        Outcome::Done => Ok(format!("{}/calendar/{secret}.ics", kontor.settings.base_url)),
        Outcome::Before(_) => Err(Error::conflict(Problem::AlreadyDone)),
    }
}
