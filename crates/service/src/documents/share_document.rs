//! Somebody outside gets a link to a document, for some days and some openings.

use jiff::{SignedDuration, ToSpan as _};
use kontor_domain::accounts::Actor;
use kontor_domain::documents::{ChainStep, MAX_SHARE_DAYS, MAX_SHARE_OPENS, NewEntry, Share, ShareDocument};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::SerdeWrapper;

use super::pen::{Pen, settled};
use super::rows;
use super::shares::{ShareRow, record};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::accounts::rows::fingerprint;
use crate::change::{Change, Outcome};

/// Answers the address. It leads to the version that is the latest now: what comes in later is not shown to who was given this one.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who only reads; [`Error::Invalid`] with `days`, `opens` or `key`; [`Error::Conflict`]
/// with [`Problem::AlreadyDone`] when the same key comes again: the secret is not kept, so it cannot be told twice.
pub async fn share_document(
    kontor: &Kontor,
    actor: &Actor,
    command: &ShareDocument,
) -> Result<String, Error> {
    let seen = rows::seen(kontor, actor, &command.document).await?;
    if !seen.may_change {
        return Err(Error::Forbidden);
    }
    check(command)?;
    let row = seen.row;
    let secret = kontor.ids.secret();
    let latest = &row.data.0.head.latest;
    let now = kontor.clock.local();
    let share = Share {
        id: kontor.new_id(),
        number: latest.number,
        until: now.saturating_add(i64::from(command.days).days()),
        left: command.opens,
        opens: command.opens,
        by: actor.name().to_owned(),
        made: now,
    };
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    change.once("share_document", &command.key, &fingerprint(&secret));
    let facts = format!("number={};until={};opens={}", share.number, share.until.date(), share.opens);
    let (what, content) = (ChainStep::Shared, latest.hash.clone());
    pen.write(&mut change, NewEntry { what, document: row.id(), content, facts });
    let (title, until, opens) = (row.data.0.head.title.clone(), share.until.date(), share.opens);
    change.tx.create(
        record(&secret),
        ShareRow {
            seq: share.id.clone(),
            document: row.seq.clone(),
            expires: kontor.clock.stamp_in(SignedDuration::from_hours(24 * i64::from(command.days))),
            left: i64::from(command.opens),
            data: SerdeWrapper(share),
        },
    );
    change.event(&row.subject(), Happened::DocumentShared { title, until, opens });
    match settled(change.commit().await)? {
        Outcome::Done => Ok(format!("{}/share/{secret}", kontor.settings.base_url)),
        Outcome::Before(_) => Err(Error::conflict(Problem::AlreadyDone)),
    }
}

fn check(command: &ShareDocument) -> Result<(), Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    for (field, value, max) in
        [("days", command.days, MAX_SHARE_DAYS), ("opens", command.opens, MAX_SHARE_OPENS)]
    {
        if value == 0 {
            fields.wrong(field, Problem::NotPositive);
        } else if value > max {
            fields.wrong(field, Problem::AtMost { max });
        }
    }
    fields.done()
}
