//! Another version of a document comes in; the ones before stay as they are.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{ChainStep, NewEntry, NewVersion, facts};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};

use super::bring_in::version;
use super::pen::{Pen, settled};
use super::receive::{Incoming, receive};
use super::rows;
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::outbox::Job;

const OPERATION: &str = "new_version";

/// Answers its number. Retention is counted from the day of the latest version, for all of them. What Kontor made itself has no other
/// versions: what is issued is not replaced.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for who only reads; [`Error::Invalid`] with `key`, or `file` for what the archive does not
/// take; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`], or [`Problem::WrongState`] for what Kontor made.
pub async fn new_version(
    kontor: &Kontor,
    actor: &Actor,
    command: &NewVersion,
    content: Incoming<'_>,
) -> Result<u32, Error> {
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    rows::seen(kontor, actor, &command.document).await?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return number(&before);
    }
    let mut row = rows::changeable(kontor, actor, &command.document, command.version).await?;
    if rows::is_made(kontor, &command.document).await? {
        return Err(Error::conflict(Problem::WrongState));
    }
    let (media, blob) = receive(kontor, actor, &command.file, content).await?;
    let next = row.data.0.head.latest.number + 1;
    let today = kontor.clock.local().date();
    let latest = version(kontor, actor, next, &command.file, media, today, &blob);
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &next.to_string());
    let head = &mut row.data.0.head;
    head.latest = latest;
    let new = NewEntry {
        what: ChainStep::VersionAdded,
        document: head.id.clone(),
        content: head.latest.hash.clone(),
        facts: facts(head, &head.latest),
    };
    pen.write(&mut change, new);
    let what = Happened::DocumentVersionAdded { title: head.title.clone(), number: next };
    row.data.0.head = row.summary();
    row.data.0.words = rows::words(&row.data.0.head);
    rows::keep_version(kontor, &mut change, &command.document, &row.data.0.head.latest);
    rows::write(&mut change, &row);
    change.event(&row.subject_in_case(), what);
    change.job(Job::DocumentText { document: command.document.clone() });
    match settled(change.commit().await)? {
        Outcome::Done => Ok(next),
        Outcome::Before(before) => number(&before),
    }
}

fn number(text: &str) -> Result<u32, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
